//! Programs that a test runs, or starts and stops.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a server may take until it listens, on a machine that is busy.
const LIMIT: Duration = Duration::from_secs(60);

/// Runs a program to its end and returns what it printed; fails if it fails.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("could not start {command:?}"))?;
    let printed =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    if !output.status.success() {
        bail!(
            "{command:?} failed ({}):\n{}",
            output.status,
            printed.concat()
        );
    }
    Ok(printed.concat())
}

/// A server of another's making, that ends with this value.
pub(crate) struct Running {
    child: Child,
    port: u16,
}

impl Running {
    /// Starts a server on a free port, and waits until it listens.
    pub(crate) fn start(command: impl FnOnce(u16) -> Result<Command>) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut command = command(port)?;
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("could not start {command:?}"))?;
        let mut server = Self { child, port };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = server.child.try_wait()? {
                bail!("{command:?} ended ({status})");
            }
            if started.elapsed() > LIMIT {
                bail!("{command:?} does not listen after {} s", LIMIT.as_secs());
            }
            sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A server's main process takes its workers with it when it is asked to end, and not when it is killed.
        let _asked = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let started = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if started.elapsed() > Duration::from_secs(5) {
                let _killed = self.child.kill();
            }
            sleep(Duration::from_millis(20));
        }
    }
}
