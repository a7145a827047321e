//! `cargo xtask <command>`: everything is in the library, so that the browser tests can use its server.

use std::process::ExitCode;

fn main() -> ExitCode {
    match xtask::run(std::env::args_os()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
