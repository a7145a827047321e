//! One driver per process, ended when the process ends, however it ends.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use crate::browser::{Browser, Start};

/// The watchman: it runs the driver and waits for the end of its own input.
/// The system closes that pipe when our process is gone, also when it was killed,
/// and the watchman then ends the driver's whole process group, browsers included.
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
kill -KILL -- "-$$"
"#;

/// The one driver of this process, once it has been started.
static DRIVER: Mutex<Option<Driver>> = Mutex::new(None);

/// A running driver and what keeps it alive.
struct Driver {
    address: String,
    /// As long as this end is open, the driver lives.
    _lifeline: ChildStdin,
    _watchman: Child,
}

/// The address of this process's driver, which is started at the first call.
pub(crate) fn address() -> Result<String> {
    let mut driver = DRIVER
        .lock()
        .map_err(|_| anyhow!("another test broke while it started the driver"))?;
    if let Some(running) = &*driver {
        return Ok(running.address.clone());
    }
    let started = start()?;
    let address = started.address.clone();
    *driver = Some(started);
    Ok(address)
}

/// Ends this process's driver; the next call of [`address`] starts another.
pub(crate) fn end() -> Result<()> {
    let mut driver = DRIVER
        .lock()
        .map_err(|_| anyhow!("another test broke while it started the driver"))?;
    *driver = None;
    Ok(())
}

fn start() -> Result<Driver> {
    let Start {
        program,
        arguments,
        port,
    } = Browser::wanted()?.driver()?;
    let mut watchman = Command::new("sh")
        .args(["-c", WATCHMAN, "driver-watch"])
        .arg(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .context("starting the driver")?;
    let lifeline = watchman.stdin.take().context("the driver's lifeline")?;
    let mut lines = BufReader::new(watchman.stdout.take().context("the driver's words")?).lines();
    let port = match port {
        Some(port) => answering(port)?,
        None => loop {
            let line = lines
                .next()
                .context("the driver ended before it said its port")??;
            if let Some(port) = port_in(&line) {
                break port;
            }
        },
    };
    // Nobody reads the rest, but a full pipe would stop the driver.
    thread::spawn(move || lines.for_each(drop));
    Ok(Driver {
        address: format!("http://127.0.0.1:{port}/"),
        _lifeline: lifeline,
        _watchman: watchman,
    })
}

/// Waits until the driver answers at the port that it was told to take.
fn answering(port: u16) -> Result<u16> {
    for _ in 0..100 {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
        thread::sleep(Duration::from_millis(100));
    }
    bail!("the driver does not answer at port {port}")
}

/// The port in chromedriver's word that it has started.
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn the_port_is_read_from_the_drivers_own_words() {
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 40123."),
            Some(40123)
        );
        assert_eq!(port_in("Only local connections are allowed."), None);
    }
}
