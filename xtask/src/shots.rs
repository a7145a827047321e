//! `cargo xtask shots`: pictures of every screen, for people to look at.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::house::House;
use crate::{check, package, process, setup, tools};

pub(crate) fn run(house: &House, mut arguments: Arguments) -> Result<()> {
    if !arguments.flag("--no-build") {
        setup::run(house)?;
        package::build(house)?;
    }
    process::run(
        tools::cargo(house)?
            .args(["run", "--package", "browser-tests", "--bin", "shots", "--"])
            .args(["--out", "shots"])
            .args(arguments.into_rest())
            .env(check::DIST, house.dist()),
    )
}
