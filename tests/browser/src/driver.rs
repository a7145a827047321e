//! One chromedriver per process, ended when the process ends, however it ends.

use std::env;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow};

use crate::places;

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

/// A running chromedriver and what keeps it alive.
struct Driver {
    address: String,
    /// As long as this end is open, the driver lives.
    _lifeline: ChildStdin,
    _watchman: Child,
}

/// The address of this process's chromedriver, which is started at the first call.
pub(crate) fn address() -> Result<String> {
    let mut driver = DRIVER
        .lock()
        .map_err(|_| anyhow!("another test broke while it started chromedriver"))?;
    if let Some(running) = &*driver {
        return Ok(running.address.clone());
    }
    let started = start()?;
    let address = started.address.clone();
    *driver = Some(started);
    Ok(address)
}

fn start() -> Result<Driver> {
    let program = env::var_os("VIRKER_CHROMEDRIVER")
        .map(PathBuf::from)
        .or_else(|| places::program(&["chromedriver"]))
        .context("no chromedriver on PATH: `cargo xtask test` installs it or says how (Debian: chromium-driver)")?;
    let mut watchman = Command::new("sh")
        .args(["-c", WATCHMAN, "chromedriver-watch"])
        .arg(program)
        .arg("--port=0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .context("starting chromedriver")?;
    let lifeline = watchman.stdin.take().context("chromedriver's lifeline")?;
    let mut lines = BufReader::new(watchman.stdout.take().context("chromedriver's words")?).lines();
    let port = loop {
        let line = lines
            .next()
            .context("chromedriver ended before it said its port")??;
        if let Some(port) = port_in(&line) {
            break port;
        }
    };
    // Nobody reads the rest, but a full pipe would stop the driver.
    thread::spawn(move || lines.for_each(drop));
    Ok(Driver {
        address: format!("http://127.0.0.1:{port}/"),
        _lifeline: lifeline,
        _watchman: watchman,
    })
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
