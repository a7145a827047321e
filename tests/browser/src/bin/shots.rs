//! Pictures of every screen in every state at three widths, for people to look at.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use browser_tests::registry::Row;
use browser_tests::{DESK, PHONE, TABLET, with_page};

const HELP: &str = "shots [--out DIR] [--only SUBSTRING]\n
Pictures of every row of the registry at 320, 768 and 1200 px, as DIR/NAME-WIDTH.png.
--only takes those whose NAME-WIDTH has SUBSTRING in it.";

fn main() -> Result<()> {
    let mut out = PathBuf::from("shots");
    let mut only = String::new();
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--out" => out = words.next().context("--out needs a folder")?.into(),
            "--only" => only = words.next().context("--only needs some letters")?,
            "--help" | "-h" => {
                println!("{HELP}");
                return Ok(());
            }
            other => bail!("'{other}' is not known here\n\n{HELP}"),
        }
    }
    fs::create_dir_all(&out).with_context(|| format!("making {}", out.display()))?;
    let mut failed = 0;
    for row in Row::all() {
        for view in [PHONE, TABLET, DESK] {
            let name = format!("{row}-{}", view.width);
            if !row.exists_at(view) || !name.contains(&only) {
                continue;
            }
            let file = out.join(format!("{name}.png"));
            let taken = with_page(async |page| {
                let _reached = row.reach(page, view).await?;
                fs::write(&file, page.full_picture().await?)?;
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
        bail!("{failed} pictures could not be taken");
    }
    Ok(())
}
