//! Empties functions that the widget never comes to, though the compiler cannot know it.
//!
//! What only they call goes with them when the module is optimised: 4.3 kB brotli. Were one called all the same, it would trap, and
//! `www/guard.js` would show the page's own content.

use anyhow::{Result, bail};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, Function, Instruction, Module};
use wasmparser::{CodeSectionReader, KnownCustom, Name, Parser, Payload, TypeRef};

/// How the names of such functions begin. Each must be met, or the list has grown old.
const NEVER: [&str; 11] = [
    // What serde-wasm-bindgen says of a value of another type than is wanted: `Json` takes every type that JSON has.
    "<f64 as core::fmt::Display>::fmt",
    "<serde_wasm_bindgen::de::Deserializer>::invalid_type_",
    "<serde_wasm_bindgen::error::Error as serde_core::de::Error>::invalid_type",
    "<virker::catalogue::json::AnyValue as serde_core::de::Visitor>::visit_byte",
    // What calls closures of js-sys's kinds that nothing makes; wasm-bindgen leaves them in the table of functions.
    "wasm_bindgen::convert::closures::_::invoke::<f",
    "wasm_bindgen::convert::closures::_::invoke::<i",
    "wasm_bindgen::convert::closures::_::invoke::<js_sys::",
    "wasm_bindgen::convert::closures::_::invoke::<wasm_bindgen::JsValue, bool",
    "wasm_bindgen::convert::closures::_::invoke::<wasm_bindgen::JsValue, core::result::Result<bool",
    "wasm_bindgen::convert::closures::_::invoke::<wasm_bindgen::JsValue, u32",
    "wasm_bindgen::convert::closures::_::invoke::<wasm_bindgen::JsValue, wasm_bindgen::JsValue",
];

/// The module with those functions empty.
pub(crate) fn snipped(module: &[u8]) -> Result<Vec<u8>> {
    without(module, &NEVER)
}

fn without(module: &[u8], beginnings: &[&str]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut named = Vec::new();
    for part in Parser::new(0).parse_all(module) {
        match part? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for names in names {
                        if let Name::Function(functions) = names? {
                            for function in functions {
                                let function = function?;
                                named.push((function.index, without_hashes(function.name)));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut snipper = Snipper {
        at: imported,
        empty: Vec::new(),
    };
    for beginning in beginnings {
        let meant = named.iter().filter(|(_, name)| name.starts_with(beginning));
        let before = snipper.empty.len();
        snipper.empty.extend(meant.map(|(index, _)| *index));
        if snipper.empty.len() == before {
            bail!(
                "no function's name begins with `{beginning}`; is it still needed in xtask/src/snip.rs?"
            );
        }
    }
    let mut snipped = Module::new();
    snipper.parse_core_module(&mut snipped, Parser::new(0), module)?;
    Ok(snipped.finish())
}

/// `yew[0123456789abcdef]::html` → `yew::html`: the hashes differ with each compiler.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() == 16 => plain.push_str(rest),
            _ => {
                plain.push('[');
                plain.push_str(part);
            }
        }
    }
    plain
}

struct Snipper {
    /// The number of the next function.
    at: u32,
    empty: Vec<u32>,
}

impl Reencode for Snipper {
    type Error = std::convert::Infallible;

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for body in section {
            let body = body?;
            if self.empty.contains(&self.at) {
                let mut trap = Function::new([]);
                trap.instruction(&Instruction::Unreachable);
                trap.instruction(&Instruction::End);
                code.function(&trap);
            } else {
                self.parse_function_body(code, body)?;
            }
            self.at += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{FunctionSection, NameMap, NameSection, TypeSection};

    use super::*;

    fn module(empty: bool) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for at in 0..2 {
            functions.function(0);
            let mut body = Function::new([]);
            if at == 1 && empty {
                body.instruction(&Instruction::Unreachable);
            } else {
                body.instruction(&Instruction::Call(0));
            }
            body.instruction(&Instruction::End);
            code.function(&body);
        }
        let mut map = NameMap::new();
        map.append(0, "yew[0123456789abcdef]::used");
        map.append(1, "yew[0123456789abcdef]::never[1]");
        let mut names = NameSection::new();
        names.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        module.section(&names);
        module.finish()
    }

    #[test]
    fn the_function_that_is_named_is_empty_and_no_other() {
        assert_eq!(
            without(&module(false), &["yew::never[1]"]).unwrap(),
            module(true)
        );
    }

    #[test]
    fn a_name_that_no_function_has_is_an_error() {
        assert!(without(&module(false), &["yew::gone"]).is_err());
    }
}
