//! wasm-split, as published: `wasm-split MODULE FOLDER NAME` writes `NAME.wasm`, the parts and the script that loads
//! them.

use std::path::PathBuf;

use clap::Parser;
use wasm_split_cli_support::{Options, transform};

/// Splits the module that the compiler linked, for wasm-bindgen's target `web`.
#[derive(Parser)]
struct Arguments {
    /// The module, with relocations
    module: PathBuf,
    /// Where the parts go
    folder: PathBuf,
    /// The name of the main part and of wasm-bindgen's script
    name: String,
}

fn main() -> eyre::Result<()> {
    let Arguments {
        module,
        folder,
        name,
    } = Arguments::parse();
    let module = std::fs::read(module)?;
    let (main, script) = (folder.join(format!("{name}.wasm")), format!("./{name}.js"));
    let mut options = Options::new(&module);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.main_module = &script;
    options.target.web();
    transform(options)?;
    Ok(())
}
