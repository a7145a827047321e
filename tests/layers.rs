//! The layers of `src/`: fails when files import one another in a circle, and
//! when a folder imports one that [`LAYERS`] puts above it or beside it.
//!
//! Every path in `use` declarations, code and macro calls is resolved to the
//! file that defines what it names, through the re-exports of `mod.rs`. A path
//! to a module alone ties nothing; what is used through it does. Test code is
//! left out. Method calls are not seen: they need no import, and the types that
//! they are called on do.
#![cfg(not(target_arch = "wasm32"))]
// Clippy only recognises functions marked `#[test]` as test code.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, UseTree};

/// The folders and files of `src/`, lowest first. A layer may import those
/// below it, and nothing else of its own layer than itself.
const LAYERS: &[&[&str]] = &[
    &["number", "order", "join", "pause", "buffer"],
    &["danish"],
    &["catalogue"],
    &["search", "calculator"],
    &["panel"],
    &["publish"],
    &["embed", "main"],
    // Only declares the others.
    &["lib"],
];

#[test]
fn no_files_import_one_another_in_a_circle() {
    let circles = circles(&imports(&sources()));
    assert!(
        circles.is_empty(),
        "\n{} of imports in src/. Each line imports the names in brackets from the next.\n\
         Files may only import what lies below them: move what both sides need into a file below \
         both, or hand it over as an argument (a value, a closure or a trait).\n\n{}",
        if circles.len() == 1 {
            "There is a circle"
        } else {
            "There are circles"
        },
        circles.join("\n")
    );
}

#[test]
fn no_layer_imports_one_above_it() {
    let wrong = upward(&imports(&sources()));
    assert!(
        wrong.is_empty(),
        "\nsrc/ is built in layers (LAYERS in tests/layers.rs, and the code map in \
         ARCHITECTURE.md). Move what is needed to the lower layer, or hand it over as an argument \
         from above.\n\n{}",
        wrong.join("\n")
    );
}

/// Path and text of a source file.
type Source = (String, String);

/// All files of `src/`, by paths such as `src/search/rank.rs`.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("src/ can be read") {
            let path = entry.expect("src/ can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
                let below = path.strip_prefix(root).expect("it is below the root");
                let name = below.to_str().expect("names are UTF-8").replace('\\', "/");
                files.push((name, text));
            }
        }
    }
    files.sort();
    files
}

/// The names that files import from one another: from, to, names.
type Imports = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// A path of module names from the crate's root, which is `virker` for the
/// library and `main` for the command.
type ModulePath = Vec<String>;

/// A module, and what paths in it may name.
#[derive(Default)]
struct Module {
    file: String,
    children: BTreeSet<String>,
    items: BTreeSet<String>,
    /// Imported names, and the paths that they stand for.
    aliases: Vec<(String, Vec<String>)>,
    globs: Vec<Vec<String>>,
}

/// What a path leads to.
#[derive(Debug, PartialEq)]
enum Target {
    Item {
        file: String,
        name: String,
    },
    Module(ModulePath),
    /// Another crate, the language, or a variable.
    Outside,
}

type Busy = Vec<(ModulePath, String)>;

#[derive(Default)]
struct Modules(BTreeMap<ModulePath, Module>);

impl Modules {
    /// What a path in a module leads to. `busy` holds the names that are being
    /// looked up, each with its module.
    fn resolve(&self, from: &ModulePath, path: &[String], busy: &mut Busy) -> Target {
        self.follow(from, path, false, busy)
    }

    /// What the path of a glob import leads to: its last name is a module too.
    /// To look for an import of that name would follow all globs from each.
    fn resolve_module(&self, from: &ModulePath, path: &[String], busy: &mut Busy) -> Target {
        self.follow(from, path, true, busy)
    }

    fn follow(
        &self,
        from: &ModulePath,
        path: &[String],
        is_module: bool,
        busy: &mut Busy,
    ) -> Target {
        let Some((first, mut rest)) = path.split_first() else {
            return Target::Outside;
        };
        let mut target = match first.as_str() {
            "crate" => Target::Module(from[..1].to_vec()),
            "self" => Target::Module(from.clone()),
            "super" => Target::Module(from[..from.len().saturating_sub(1)].to_vec()),
            name => match self.look_up(from, name, rest.is_empty() && !is_module, busy) {
                Target::Outside if name == "virker" => Target::Module(vec!["virker".into()]),
                target => target,
            },
        };
        while let (Target::Module(module), Some((name, further))) = (&target, rest.split_first()) {
            target = match name.as_str() {
                "super" => Target::Module(module[..module.len().saturating_sub(1)].to_vec()),
                "self" => Target::Module(module.clone()),
                name => self.look_up(module, name, further.is_empty() && !is_module, busy),
            };
            rest = further;
        }
        target
    }

    /// What a name means in a module. A module and a function may share a name:
    /// the last name of a path is the function, any other the module.
    fn look_up(&self, at: &ModulePath, name: &str, is_last: bool, busy: &mut Busy) -> Target {
        let Some(module) = self.0.get(at) else {
            return Target::Outside;
        };
        let name_here = (at.clone(), name.to_owned());
        if busy.contains(&name_here) {
            return Target::Outside;
        }
        let child = || {
            let mut path = at.clone();
            path.push(name.to_owned());
            Target::Module(path)
        };
        let item = || Target::Item {
            file: module.file.clone(),
            name: name.to_owned(),
        };
        let (is_child, is_item) = (module.children.contains(name), module.items.contains(name));
        // Imports are only followed when nothing here has the name: there are too many ways through them.
        match (is_last, is_child, is_item) {
            (true, _, true) => return item(),
            (false, true, _) => return child(),
            _ => {}
        }
        busy.push(name_here);
        let aliases = module.aliases.iter().filter(|(alias, _)| alias == name);
        let mut imported = Target::Outside;
        for (_, path) in aliases {
            match self.resolve(at, path, busy) {
                Target::Outside => {}
                found => imported = found,
            }
        }
        for path in &module.globs {
            if imported == Target::Outside
                && let Target::Module(below) = self.resolve_module(at, path, busy)
                && below != *at
            {
                imported = self.look_up(&below, name, is_last, busy);
            }
        }
        busy.pop();
        match imported {
            Target::Outside if is_child => child(),
            Target::Outside if is_item => item(),
            imported => imported,
        }
    }
}

/// Reads files: what modules hold, and which paths stand in each.
#[derive(Default)]
struct Reader {
    modules: Modules,
    /// The module that is read.
    module: ModulePath,
    file: String,
    /// How many blocks of code stand around what is read.
    blocks: usize,
    /// Paths with the module that they stand in.
    paths: Vec<(ModulePath, Vec<String>)>,
    /// Modules that are only compiled for tests.
    tests: BTreeSet<ModulePath>,
}

impl Reader {
    fn here(&mut self) -> &mut Module {
        self.modules.0.entry(self.module.clone()).or_default()
    }

    fn read(&mut self, (file, text): &Source) {
        self.module = module_path(file);
        self.file.clone_from(file);
        self.here().file.clone_from(file);
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.visit_file(&parsed);
    }

    fn define(&mut self, name: &syn::Ident) {
        if self.blocks == 0 {
            let name = name.to_string();
            self.here().items.insert(name);
        }
    }

    fn use_tree(&mut self, tree: &UseTree, before: &[String]) {
        let mut path = before.to_vec();
        let alias = match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                return self.use_tree(&tree.tree, &path);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(tree, &path);
                }
                return;
            }
            UseTree::Glob(_) => {
                self.here().globs.push(path);
                return;
            }
            UseTree::Name(name) => {
                path.push(name.ident.to_string());
                name.ident.to_string()
            }
            UseTree::Rename(name) => {
                path.push(name.ident.to_string());
                name.rename.to_string()
            }
        };
        // `use super::law::{self, also}`.
        let is_self = path.len() > 1 && path.last().is_some_and(|last| last == "self");
        let alias = match is_self {
            true => {
                path.pop();
                match alias.as_str() {
                    "self" => path.last().cloned().unwrap_or_default(),
                    _ => alias,
                }
            }
            false => alias,
        };
        self.paths.push((self.module.clone(), path.clone()));
        self.here().aliases.push((alias, path));
    }

    /// Paths in the arguments of macros, which are no syntax before they are expanded.
    fn tokens(&mut self, tokens: &TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens.clone() {
            match &token {
                TokenTree::Punct(punct) if punct.as_char() == ':' && colons < 2 => {
                    colons += 1;
                    continue;
                }
                TokenTree::Ident(name) if colons == 2 && !path.is_empty() => {
                    path.push(name.to_string());
                }
                _ => {
                    self.path(std::mem::take(&mut path));
                    if let TokenTree::Ident(name) = &token {
                        path.push(name.to_string());
                    }
                }
            }
            colons = 0;
            if let TokenTree::Group(group) = token {
                self.tokens(&group.stream());
            }
        }
        self.path(path);
    }

    /// One name alone was imported, or is defined here.
    fn path(&mut self, path: Vec<String>) {
        if path.len() > 1 {
            self.paths.push((self.module.clone(), path));
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = match item {
            Item::Const(item) => (&item.attrs, Some(&item.ident)),
            Item::Enum(item) => (&item.attrs, Some(&item.ident)),
            Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
            Item::Macro(item) => (&item.attrs, item.ident.as_ref()),
            Item::Static(item) => (&item.attrs, Some(&item.ident)),
            Item::Struct(item) => (&item.attrs, Some(&item.ident)),
            Item::Trait(item) => (&item.attrs, Some(&item.ident)),
            Item::Type(item) => (&item.attrs, Some(&item.ident)),
            Item::Union(item) => (&item.attrs, Some(&item.ident)),
            Item::Impl(item) => (&item.attrs, None),
            Item::Use(item) => (&item.attrs, None),
            Item::Mod(item) => (&item.attrs, None),
            _ => return visit::visit_item(self, item),
        };
        if is_for_tests(attributes) {
            if let Item::Mod(item) = item {
                let mut path = self.module.clone();
                path.push(item.ident.to_string());
                self.tests.insert(path);
            }
            return;
        }
        if let Some(name) = name {
            self.define(name);
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let is_test = match item {
            ImplItem::Fn(item) => is_for_tests(&item.attrs),
            ImplItem::Const(item) => is_for_tests(&item.attrs),
            _ => false,
        };
        if !is_test {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let name = item.ident.to_string();
        self.here().children.insert(name.clone());
        if let Some((_, items)) = &item.content {
            self.module.push(name);
            let file = self.file.clone();
            self.here().file = file;
            for item in items {
                self.visit_item(item);
            }
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if item.leading_colon.is_none() {
            self.use_tree(&item.tree, &[]);
        }
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        self.blocks += 1;
        visit::visit_block(self, block);
        self.blocks -= 1;
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            let names = path.segments.iter();
            self.path(names.map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(&call.tokens);
        visit::visit_macro(self, call);
    }

    /// `pub(in crate::panel)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

/// Whether something is only compiled for tests: `#[cfg(test)]`, or `#[cfg(all(test, …))]`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Ok(list) = attribute.meta.require_list() else {
            return false;
        };
        let condition = list.tokens.to_string().replace(' ', "");
        let all = condition
            .strip_prefix("all(")
            .and_then(|rest| rest.strip_suffix(')'));
        list.path.is_ident("cfg")
            && (condition == "test"
                || all.is_some_and(|all| all.split(',').any(|one| one == "test")))
    })
}

/// The module of a file: `virker::search::rank` for `src/search/rank.rs`.
fn module_path(file: &str) -> ModulePath {
    let inner = file.strip_prefix("src/").unwrap_or(file);
    let inner = inner.strip_suffix(".rs").unwrap_or(inner);
    let mut path = vec!["virker".to_owned()];
    match inner {
        "lib" => {}
        "main" => path = vec!["main".to_owned()],
        inner => path.extend(
            inner
                .split('/')
                .filter(|part| *part != "mod")
                .map(str::to_owned),
        ),
    }
    path
}

/// Which file imports what from which other, test code left out.
fn imports(sources: &[Source]) -> Imports {
    let mut reader = Reader::default();
    for source in sources {
        reader.read(source);
    }
    let mut imports = Imports::new();
    for (from, path) in &reader.paths {
        if reader.tests.iter().any(|tests| from.starts_with(tests)) {
            continue;
        }
        let Some(file) = reader.modules.0.get(from).map(|module| &module.file) else {
            continue;
        };
        if let Target::Item { file: to, name } = reader.modules.resolve(from, path, &mut Vec::new())
            && to != *file
        {
            let of_file = imports.entry(file.clone()).or_default();
            of_file.entry(to).or_default().insert(name);
        }
    }
    // A glob import may use anything.
    for (from, module) in &reader.modules.0 {
        for path in &module.globs {
            if let Target::Module(to) = reader.modules.resolve_module(from, path, &mut Vec::new())
                && let Some(to) = reader.modules.0.get(&to)
                && to.file != module.file
                && !reader.tests.iter().any(|tests| from.starts_with(tests))
            {
                let of_file = imports.entry(module.file.clone()).or_default();
                of_file
                    .entry(to.file.clone())
                    .or_default()
                    .insert("*".to_owned());
            }
        }
    }
    imports
}

/// The shortest circle through each file that is in one, each told once.
fn circles(imports: &Imports) -> Vec<String> {
    let mut found = BTreeSet::new();
    for file in imports.keys() {
        if let Some(mut circle) = circle(imports, file) {
            // Each circle begins with the file whose name is first.
            let first = (0..circle.len()).min_by_key(|at| &circle[*at]);
            circle.rotate_left(first.unwrap_or_default());
            found.insert((circle.len(), circle));
        }
    }
    let told = found.into_iter().map(|(_, circle)| {
        let mut text = String::new();
        for (from, to) in circle.iter().zip(circle.iter().cycle().skip(1)) {
            let names: Vec<&str> = imports[from][to].iter().map(String::as_str).collect();
            let _ = writeln!(text, "  {from}  ({})", names.join(", "));
        }
        let _ = writeln!(text, "  {}", circle[0]);
        text
    });
    told.collect()
}

/// The shortest way from a file back to itself.
fn circle(imports: &Imports, start: &str) -> Option<Vec<String>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut next = VecDeque::from([start]);
    while let Some(file) = next.pop_front() {
        for to in imports.get(file).into_iter().flat_map(BTreeMap::keys) {
            if to == start {
                let mut circle = vec![file.to_owned()];
                let mut at = file;
                while let Some(earlier) = before.get(at) {
                    circle.insert(0, (*earlier).to_owned());
                    at = earlier;
                }
                return Some(circle);
            }
            if !before.contains_key(to.as_str()) {
                before.insert(to, file);
                next.push_back(to);
            }
        }
    }
    None
}

/// Imports from a layer to one above or beside it, and folders that are on none.
fn upward(imports: &Imports) -> Vec<String> {
    let folder = |file: &str| {
        let inner = file.strip_prefix("src/").unwrap_or(file);
        let end = inner.find(['/', '.']).unwrap_or(inner.len());
        inner[..end].to_owned()
    };
    let layer = |folder: &str| LAYERS.iter().position(|layer| layer.contains(&folder));
    let mut wrong = BTreeSet::new();
    for (from, targets) in imports {
        for (to, names) in targets {
            let (lower, upper) = (folder(from), folder(to));
            if lower == upper {
                continue;
            }
            for folder in [&lower, &upper] {
                if layer(folder).is_none() {
                    wrong.insert(format!(
                        "  src/{folder} is on no layer: give it one in LAYERS"
                    ));
                }
            }
            if layer(&lower) <= layer(&upper) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                wrong.insert(format!("  {from} imports {} from {to}", names.join(", ")));
            }
        }
    }
    wrong.into_iter().collect()
}

fn planted(files: &[(&str, &str)]) -> Imports {
    let files: Vec<Source> = files
        .iter()
        .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
        .collect();
    imports(&files)
}

/// The imports that were found, as `from → to (names)` without `src/` and `.rs`.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let short = |file: &str| file.replace("src/", "").replace(".rs", "");
    let mut told = Vec::new();
    for (from, targets) in planted(files) {
        for (to, names) in targets {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            told.push(format!(
                "{} → {} ({})",
                short(&from),
                short(&to),
                names.join(", ")
            ));
        }
    }
    told
}

#[test]
fn a_planted_circle_is_told_file_by_file_with_its_names() {
    let files = [
        ("src/lib.rs", "mod search;"),
        ("src/search/mod.rs", "mod a; mod b; mod c; pub use c::C;"),
        ("src/search/a.rs", "use super::b::B; pub struct A(B);"),
        ("src/search/b.rs", "use super::C; pub struct B(C);"),
        (
            "src/search/c.rs",
            "pub struct C; fn f() { crate::search::a::A; }",
        ),
    ];
    assert_eq!(
        circles(&planted(&files)),
        [
            "  src/search/a.rs  (B)\n  src/search/b.rs  (C)\n  src/search/c.rs  (A)\n  src/search/a.rs\n"
        ]
    );
    assert!(circles(&planted(&files[..4])).is_empty());
}

#[test]
fn a_planted_import_from_above_or_beside_is_told() {
    let files = [
        (
            "src/lib.rs",
            "mod order; pub mod catalogue; pub mod search; pub mod calculator; pub mod new;",
        ),
        ("src/order.rs", "pub fn sort() {}"),
        (
            "src/catalogue.rs",
            "pub struct Card; fn f() -> crate::search::Hit {}",
        ),
        (
            "src/search.rs",
            "use crate::{catalogue::Card, order::sort}; pub struct Hit;",
        ),
        ("src/calculator.rs", "use crate::search::Hit;"),
        ("src/new.rs", "use crate::order::sort;"),
    ];
    assert_eq!(
        upward(&planted(&files)),
        [
            "  src/calculator.rs imports Hit from src/search.rs",
            "  src/catalogue.rs imports Hit from src/search.rs",
            "  src/new is on no layer: give it one in LAYERS",
            "  src/new.rs imports sort from src/order.rs",
        ]
    );
}

#[test]
fn paths_lead_to_the_file_that_defines_what_they_name() {
    let library = [
        ("src/lib.rs", "pub mod search; pub mod panel;"),
        (
            "src/search/mod.rs",
            "mod rank; mod law; pub use rank::{Hit, rank as ranked}; pub use law::*; pub struct Own;",
        ),
        ("src/search/rank.rs", "pub struct Hit; pub fn rank() {}"),
        ("src/search/law.rs", "pub enum Act { Sel } pub fn also() {}"),
        ("src/panel/mod.rs", "pub mod views;"),
    ];
    for (text, expected) in [
        ("use crate::search::Hit;", "panel/views → search/rank (Hit)"),
        (
            "use crate::search::{self, ranked}; fn f() { search::Own; }",
            "panel/views → search/mod (Own) panel/views → search/rank (rank)",
        ),
        (
            "use super::super::search as s; fn f(_: s::Act) {}",
            "panel/views → search/law (Act)",
        ),
        (
            "use crate::search::Act; fn f() { Act::Sel; }",
            "panel/views → search/law (Act)",
        ),
        (
            "fn f() { format!(\"{}\", crate::search::also()) }",
            "panel/views → search/law (also)",
        ),
        (
            "mod inner { use super::super::super::search::also; }",
            "panel/views → search/law (also)",
        ),
        // What is behind a module counts, not the module.
        ("use crate::search;", ""),
        (
            "pub(in crate::panel) fn f() {} use std::fmt::Write; use serde::de::Error;",
            "",
        ),
    ] {
        let mut files = library.to_vec();
        files.push(("src/panel/views.rs", text));
        let mut told = told(&files);
        told.retain(|line| line.starts_with("panel/views"));
        assert_eq!(told.join(" "), expected, "{text}");
    }
}

#[test]
fn the_command_knows_the_library_by_its_name_and_tests_are_left_out() {
    let files = [
        ("src/lib.rs", "pub mod search;"),
        (
            "src/main.rs",
            "use virker::search::Hit; #[cfg(test)] mod tests { use virker::search::Test; }",
        ),
        (
            "src/search/mod.rs",
            "pub struct Hit; pub struct Test; mod rank; #[cfg(all(test, unix))] mod tests;",
        ),
        ("src/search/tests.rs", "use super::rank::rank;"),
        (
            "src/search/rank.rs",
            "pub fn rank() {} #[cfg(test)] mod tests { use super::super::Hit; }",
        ),
    ];
    assert_eq!(told(&files), ["main → search/mod (Hit)"]);
}
