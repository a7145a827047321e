//! Puts functions that are alike beside one another.
//!
//! The compiler leaves them in the order of the sources. Brotli says a function in fewer bytes the nearer the one stands
//! that it resembles: 5.4 kB of the product.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload,
    TypeRef,
};

/// The module with its functions in another order, and without what tools say of themselves.
pub(crate) fn sorted(module: &[u8]) -> Result<Vec<u8>> {
    let functions = functions(module)?;
    let order = in_a_row(&functions.own);
    let mut places = vec![0; order.len()];
    for (new, old) in (functions.imported..).zip(&order) {
        *places.get_mut(*old).context("a function is missing")? = new;
    }
    let mut mover = Mover {
        imported: functions.imported,
        places,
        order,
    };
    let mut moved = Module::new();
    mover.parse_core_module(&mut moved, Parser::new(0), module)?;
    Ok(moved.finish())
}

/// Three bytes in a row: the shortest that brotli finds worth pointing back to.
type Snippet = [u8; 3];

/// All that stands in a function: its type, then its body.
type Snippets = BTreeSet<Snippet>;

struct Functions {
    imported: u32,
    own: Vec<Snippets>,
}

fn functions(module: &[u8]) -> Result<Functions> {
    let mut functions = Functions {
        imported: 0,
        own: Vec::new(),
    };
    let mut types = Vec::new().into_iter();
    for part in Parser::new(0).parse_all(module) {
        match part? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    functions.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(section) => {
                let all: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
                types = all.into_iter();
            }
            Payload::CodeSectionEntry(body) => {
                let kind = types.next().context("a function has no type")?;
                let mut bytes = kind.to_le_bytes().get(..1).unwrap_or_default().to_vec();
                bytes.extend(module.get(body.range()).context("a function is cut off")?);
                functions.own.push(snippets(&bytes));
            }
            _ => {}
        }
    }
    Ok(functions)
}

fn snippets(bytes: &[u8]) -> Snippets {
    let threes = bytes.windows(3);
    threes.filter_map(|three| three.try_into().ok()).collect()
}

/// The places of all functions, each followed by the one of which it says most already.
///
/// It begins with the plainest function. Where nothing is alike, the shortest comes next.
fn in_a_row(functions: &[Snippets]) -> Vec<usize> {
    let mut holders: HashMap<Snippet, Vec<usize>> = HashMap::new();
    for (place, snippets) in functions.iter().enumerate() {
        for snippet in snippets {
            holders.entry(*snippet).or_default().push(place);
        }
    }
    let mut left: BTreeSet<usize> = (0..functions.len()).collect();
    let mut row = Vec::new();
    let mut last: Option<&Snippets> = None;
    loop {
        let mut shared = vec![0_usize; functions.len()];
        for holder in last
            .into_iter()
            .flatten()
            .filter_map(|it| holders.get(it))
            .flatten()
        {
            if let Some(shared) = shared.get_mut(*holder) {
                *shared += 1;
            }
        }
        let told = |place: &usize| {
            let all = functions.get(*place).map_or(0, BTreeSet::len);
            let shared = shared.get(*place).copied().unwrap_or_default();
            // In millionths, as a fraction does not sort; what is short counts less than what is long and as much alike.
            (
                shared * 1_000_000 / (all + 4),
                Reverse(all),
                Reverse(*place),
            )
        };
        let Some(next) = left.iter().copied().max_by_key(told) else {
            return row;
        };
        left.remove(&next);
        row.push(next);
        last = functions.get(next);
    }
}

struct Mover {
    imported: u32,
    /// The new number of each own function.
    places: Vec<u32>,
    /// The old place of each own function, in the new order.
    order: Vec<usize>,
}

impl Mover {
    fn in_order<T: Clone>(&self, all: &[T]) -> Vec<T> {
        let moved = self.order.iter().filter_map(|old| all.get(*old));
        moved.cloned().collect()
    }
}

impl Reencode for Mover {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, old: u32) -> Result<u32, Error<Self::Error>> {
        let own = old.checked_sub(self.imported);
        let new = own.and_then(|own| self.places.get(own as usize));
        Ok(new.copied().unwrap_or(old))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for kind in self.in_order(&types) {
            functions.function(kind);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let bodies: Vec<FunctionBody<'_>> = section.into_iter().collect::<Result<_, _>>()?;
        for body in self.in_order(&bodies) {
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, TypeSection};
    use wasm_encoder::{Function, Instruction};

    use super::*;

    /// One imported function, and three that each return a number; the one that is exported calls another.
    fn module(numbers: [i32; 3], exported: u32, called: u32) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [wasm_encoder::ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("m", "f", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut exports = ExportSection::new();
        exports.export("e", ExportKind::Func, exported);
        let mut code = CodeSection::new();
        for (number, at) in numbers.into_iter().zip(1..) {
            functions.function(0);
            let mut body = Function::new([]);
            if at == exported {
                body.instruction(&Instruction::Call(0));
                body.instruction(&Instruction::Drop);
                body.instruction(&Instruction::Call(called));
                body.instruction(&Instruction::Drop);
            }
            body.instruction(&Instruction::I32Const(number));
            body.instruction(&Instruction::End);
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn each_function_is_followed_by_the_one_most_like_it() {
        let own = ["abcdef", "vwxyz", "abcxef", "vwxyzz"];
        let own = own.map(|text| snippets(text.as_bytes()));
        assert_eq!(in_a_row(&own), [1, 3, 0, 2]);
    }

    #[test]
    fn functions_that_moved_are_still_called() {
        // The one that calls is the longest, so it comes last.
        assert_eq!(
            sorted(&module([3, 2, 1], 2, 1)).unwrap(),
            module([3, 1, 2], 3, 1)
        );
    }

    #[test]
    fn what_tools_say_of_themselves_is_left_out() {
        let plain = module([1, 2, 3], 1, 2);
        let mut told = plain.clone();
        told.extend(b"\0\x05\x04told");
        assert_eq!(sorted(&told).unwrap(), sorted(&plain).unwrap());
    }

    #[test]
    fn a_broken_module_is_an_error() {
        assert!(sorted(b"\0asm\x01\0\0\0\0\x80").is_err());
    }
}
