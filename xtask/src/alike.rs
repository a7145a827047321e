//! Puts functions that are alike beside one another.
//!
//! The compiler leaves them in the order of the sources. Brotli says a function in fewer bytes the nearer the one stands
//! that it resembles: 4.0 kB of the product.

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionBody, FunctionSectionReader, Operator, Parser,
    Payload, TypeRef,
};

/// The module with its functions in another order, and without what tools say of themselves.
pub(crate) fn sorted(module: &[u8]) -> Result<Vec<u8>> {
    let functions = functions(module)?;
    let mut order: Vec<usize> = (0..functions.own.len()).collect();
    order.sort_by_key(|at| functions.own.get(*at));
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

/// What a function is sorted by: its type, then its body without the functions that it calls.
type Likeness = (u32, Vec<u8>);

struct Functions {
    imported: u32,
    own: Vec<Likeness>,
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
                functions.own.push((kind, without_calls(module, &body)?));
            }
            _ => {}
        }
    }
    Ok(functions)
}

fn without_calls(module: &[u8], body: &FunctionBody<'_>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let start = operators.original_position();
        let operator = operators.read()?;
        let end = operators.original_position();
        if !matches!(operator, Operator::Call { .. }) {
            bytes.extend(module.get(start..end).context("a function is cut off")?);
        }
    }
    Ok(bytes)
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
    fn functions_stand_in_order_of_their_bodies_and_are_still_called() {
        // `drop` is a smaller byte than a constant is, so the function that calls stands first.
        assert_eq!(
            sorted(&module([3, 2, 1], 2, 1)).unwrap(),
            module([2, 1, 3], 1, 3)
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
