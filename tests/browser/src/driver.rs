//! One driver per process, ended when the process ends, however it ends.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::browser::{Browser, Start};
use crate::driver_fault::DriverFault;

/// The watchman: a script that runs the driver and waits for the end of its own input. The system closes that pipe when
/// our process ends, even if it is killed. The watchman then ends the driver's whole process group, browsers included.
const WATCHMAN: &str = r#"
"$@" &
driver=$!
cat > /dev/null
trap '' TERM
kill -TERM "$driver"
for try in 1 2 3 4 5 6 7 8 9 10; do
  kill -0 "$driver" 2> /dev/null || break
  sleep 0.1
done
kill -KILL "-$$"
"#;

/// A driver that does not respond within this time never will, even on a busy machine.
const PATIENCE_TO_START: Duration = Duration::from_secs(60);

/// The driver that the next session uses, once it has been started.
static DRIVER: Mutex<Option<Arc<Driver>>> = Mutex::new(None);

/// A running driver and what keeps it alive: it ends when the last session that uses it does.
#[derive(Debug)]
pub(crate) struct Driver {
    address: String,
    /// The driver runs as long as this end is open.
    lifeline: Option<ChildStdin>,
    watchman: Child,
}

impl Driver {
    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    fn start() -> Result<Self> {
        let Start {
            program,
            arguments,
            environment,
            port,
        } = Browser::wanted()?.driver()?;
        let mut program = Command::new(program);
        program.args(arguments).envs(environment);
        // Whatever goes wrong from here on, dropping this ends the driver.
        let mut driver = Self::watched(&program)?;
        let words = driver.watchman.stdout.take();
        let told = port_told(words.context("the driver's words")?);
        let port = match port {
            Some(port) => {
                answering(port)?;
                port
            }
            None => told.recv_timeout(PATIENCE_TO_START).map_err(|why| {
                DriverFault::new(match why {
                    RecvTimeoutError::Timeout => "the driver never said its port",
                    RecvTimeoutError::Disconnected => "the driver ended before it said its port",
                })
            })?,
        };
        driver.address = format!("http://127.0.0.1:{port}/");
        Ok(driver)
    }
}

impl Driver {
    /// Runs a program under the watchman.
    fn watched(program: &Command) -> Result<Self> {
        let mut watchman = Command::new("sh");
        for (name, value) in program.get_envs() {
            watchman.env(name, value.unwrap_or_default());
        }
        let mut watchman = watchman
            .args(["-c", WATCHMAN, "driver-watch"])
            .arg(program.get_program())
            .args(program.get_args())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("starting the driver")?;
        Ok(Self {
            address: String::new(),
            lifeline: watchman.stdin.take(),
            watchman,
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        // The watchman kills what does not end by itself, so this takes at most a second.
        let _gone = self.watchman.wait();
    }
}

/// This process's driver, which is started at the first call.
pub(crate) fn running() -> Result<Arc<Driver>> {
    let mut driver = DRIVER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(running) = &*driver {
        return Ok(Arc::clone(running));
    }
    let started = Arc::new(Driver::start()?);
    *driver = Some(Arc::clone(&started));
    Ok(started)
}

/// Begins no other session with this driver. Chromium's may still have another session, which is left in peace.
pub(crate) fn give_up(driver: &Arc<Driver>) {
    let mut current = DRIVER.lock().unwrap_or_else(PoisonError::into_inner);
    if current.as_ref().is_some_and(|one| Arc::ptr_eq(one, driver)) {
        *current = None;
    }
}

/// Reads what the driver says, to its end, since a full pipe would stop it; its port comes through the channel.
fn port_told(words: ChildStdout) -> mpsc::Receiver<u16> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(words).lines().map_while(Result::ok) {
            if let Some(port) = port_in(&line) {
                // Nobody listens when the port was known from the start.
                let _unheard = sender.send(port);
            }
        }
    });
    receiver
}

/// Waits until the driver answers at the port that it was told to take.
fn answering(port: u16) -> Result<()> {
    let deadline = Instant::now() + PATIENCE_TO_START;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if Instant::now() >= deadline {
            bail!(DriverFault::new("the driver never opened its port"));
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// The port in chromedriver's word that it has started.
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn with_the_driver_goes_all_that_it_has_started() {
        // As xvfb-run and a browser that hangs: nothing here ends when it is asked to.
        let mut program = Command::new("sh");
        program.args([
            "-c",
            "trap '' TERM; sh -c \"trap '' TERM; sleep 600\" & echo $!; wait",
        ]);
        let mut driver = Driver::watched(&program).unwrap();
        let mut words = BufReader::new(driver.watchman.stdout.take().unwrap()).lines();
        let browser = words.next().unwrap().unwrap();
        let lives = || {
            // What has ended may still be listed, as a process that nobody has asked about.
            fs::read_to_string(format!("/proc/{browser}/stat"))
                .is_ok_and(|stat| !stat.contains(") Z "))
        };
        assert!(lives());
        drop(driver);
        let deadline = Instant::now() + PATIENCE_TO_START;
        while lives() {
            assert!(Instant::now() < deadline, "it still runs");
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[test]
    fn the_port_is_read_from_the_drivers_own_words() {
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 40123."),
            Some(40123)
        );
        assert_eq!(port_in("Only local connections are allowed."), None);
    }
}
