//! Takes screenshots of every screen in every state at three widths.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use browser_tests::screens::Screen;
use browser_tests::{DESKTOP, PHONE, TABLET, with_page};

const HELP: &str = "shots [--out DIR] [--only SUBSTRING]\n
Screenshots of every screen in every state at 320, 768 and 1200 px, as DIR/NAME-WIDTH.png.
--only takes those whose NAME-WIDTH contains SUBSTRING.";

fn main() -> Result<()> {
    let mut out = PathBuf::from("shots");
    let mut only = String::new();
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--out" => out = arguments.next().context("--out needs a folder")?.into(),
            "--only" => only = arguments.next().context("--only needs a substring")?,
            "--help" | "-h" => {
                println!("{HELP}");
                return Ok(());
            }
            other => bail!("unknown argument '{other}'\n\n{HELP}"),
        }
    }
    fs::create_dir_all(&out).with_context(|| format!("making {}", out.display()))?;
    let mut failed = 0;
    for screen in Screen::all() {
        for viewport in [PHONE, TABLET, DESKTOP] {
            let name = format!("{screen}-{}", viewport.width);
            if !screen.exists_at(viewport) || !name.contains(&only) {
                continue;
            }
            let file = out.join(format!("{name}.png"));
            let taken = with_page(async |page| {
                let _site = screen.open(page, viewport).await?;
                fs::write(&file, page.full_page_screenshot().await?)?;
                Ok(())
            });
            match taken {
                Ok(()) => println!("{}", file.display()),
                Err(error) => {
                    failed += 1;
                    println!("{name}: {error:#}");
                }
            }
        }
    }
    if failed > 0 {
        bail!("{failed} screenshots could not be taken");
    }
    Ok(())
}
