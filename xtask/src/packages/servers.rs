//! What Apache, nginx and IIS must be told, so that they send the files as `cargo xtask serve` does: types, compressed
//! copies, caching, and leave for pages of other origins.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::compress::ENCODINGS;
use crate::server::{FOREVER, REVALIDATE, has_hash, media_type};

/// The hash in a name, as a regular expression that Apache and nginx read alike; [`has_hash`] finds the same names.
const HASH: &str = r"-[0-9a-f]{10,16}\.";

/// The name of the folder in the address, where the rules need one.
pub(super) const FOLDER: &str = "virker";

/// What the rules are made for: the names of the files that are not compressed copies.
pub(super) struct Rules<'a> {
    names: &'a [String],
}

impl<'a> Rules<'a> {
    pub(super) fn new(names: &'a [String]) -> Self {
        Self { names }
    }

    /// The media type of each suffix that the files have.
    fn types(&self) -> BTreeMap<&'a str, &'static str> {
        self.names
            .iter()
            .filter_map(|name| Some((name.rsplit_once('.')?.1, media_type(name))))
            .collect()
    }

    /// Apache's `.htaccess`, for the folder in which it lies.
    pub(super) fn apache(&self) -> String {
        let mut rules = Text::new(
            "# Apache 2.4 reads this file where `AllowOverride FileInfo` allows it. It holds for this folder and those in it.\n",
        );
        rules.line("<IfModule mod_mime.c>");
        // Debian's own settings take `.br` for Breton.
        rules.line("  RemoveLanguage .br");
        for (suffix, encoding) in ENCODINGS {
            rules.line(&format!("  AddEncoding {encoding} .{suffix}"));
        }
        rules.line("</IfModule>");
        for (suffix, kind) in self.types() {
            rules.line(&format!(
                "<FilesMatch \"\\.{suffix}(\\.br|\\.gz)?$\">\n  ForceType '{kind}'\n</FilesMatch>"
            ));
        }
        rules.line("\n# The compressed copies, in place of the files.\n<IfModule mod_rewrite.c>\n  RewriteEngine On");
        for (suffix, encoding) in ENCODINGS {
            rules.line(&format!(
                "  RewriteCond %{{HTTP:Accept-Encoding}} (^|[\\s,]){encoding}([\\s,;]|$)\n  \
                 RewriteCond %{{REQUEST_FILENAME}}.{suffix} -f\n  \
                 RewriteRule ^ %{{REQUEST_URI}}.{suffix} [L]"
            ));
        }
        rules.line("</IfModule>");
        rules.line(&format!(
            "\n<IfModule mod_headers.c>\n  \
             Header set Access-Control-Allow-Origin \"*\"\n  \
             Header set X-Content-Type-Options \"nosniff\"\n  \
             Header merge Vary \"Accept-Encoding\"\n  \
             Header set Cache-Control \"{REVALIDATE}\"\n  \
             # A name with a hash never stands for anything else.\n  \
             <FilesMatch \"{HASH}\">\n    Header set Cache-Control \"{FOREVER}\"\n  </FilesMatch>\n\
             </IfModule>"
        ));
        rules.0
    }

    /// A `location` for nginx's `server` block.
    pub(super) fn nginx(&self) -> String {
        let mut rules = Text::new(&format!(
            "# Include this in the `server` block of your site. The folder `{FOLDER}` lies in the site's `root`.\n\
             location ^~ /{FOLDER}/ {{"
        ));
        rules.line("    types {");
        for (suffix, kind) in self.types() {
            rules.line(&format!("        \"{kind}\" {suffix};"));
        }
        rules.line("    }\n    default_type application/octet-stream;\n");
        rules.line(
            "    # The compressed copies, in place of the files. Brotli's are a sixth smaller, and need the module\n    \
             # ngx_brotli (in Debian: libnginx-mod-http-brotli-static).\n    \
             gzip_static on;\n    gzip_proxied any;\n    gzip_vary on;\n    # brotli_static on;\n",
        );
        let headers = |indent: &str, cache: &str| {
            format!(
                "{indent}add_header Access-Control-Allow-Origin \"*\";\n\
                 {indent}add_header X-Content-Type-Options \"nosniff\";\n\
                 {indent}add_header Cache-Control \"{cache}\";"
            )
        };
        rules.line(&headers("    ", REVALIDATE));
        rules.line(&format!(
            "    # A name with a hash never stands for anything else.\n    location ~ \"{HASH}\" {{\n{}\n    }}\n}}",
            headers("        ", FOREVER)
        ));
        rules.0
    }

    /// IIS's `web.config`, for the folder in which it lies. It has only what every IIS knows: a section of a module that is
    /// not installed, such as URL Rewrite, would make each request fail. So IIS compresses by itself.
    pub(super) fn iis(&self) -> String {
        let mut rules = Text::new(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <!-- IIS reads this file as it is. It holds for this folder and those in it. -->\n\
             <configuration>\n  <system.webServer>\n    <staticContent>",
        );
        for (suffix, kind) in self.types() {
            // A type that is given twice is an error, and the server may have given it.
            rules.line(&format!(
                "      <remove fileExtension=\".{suffix}\" />\n      <mimeMap fileExtension=\".{suffix}\" mimeType=\"{kind}\" />"
            ));
        }
        rules.line(
            "      <clientCache cacheControlMode=\"DisableCache\" />\n    </staticContent>\n    \
             <urlCompression doStaticCompression=\"true\" />\n    \
             <httpProtocol>\n      <customHeaders>",
        );
        for (name, value) in [
            ("Access-Control-Allow-Origin", "*"),
            ("X-Content-Type-Options", "nosniff"),
        ] {
            rules.line(&format!(
                "        <remove name=\"{name}\" />\n        <add name=\"{name}\" value=\"{value}\" />"
            ));
        }
        rules.line("      </customHeaders>\n    </httpProtocol>\n  </system.webServer>");
        rules.line("  <!-- A name with a hash never stands for anything else. -->");
        for name in self.names.iter().filter(|name| has_hash(file_name(name))) {
            rules.line(&format!(
                "  <location path=\"{name}\">\n    <system.webServer>\n      <staticContent>\n        \
                 <clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" cacheControlCustom=\"public, immutable\" />\n      \
                 </staticContent>\n    </system.webServer>\n  </location>"
            ));
        }
        rules.line("</configuration>");
        rules.0
    }
}

fn file_name(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, name)| name)
}

/// Lines, one after the other.
struct Text(String);

impl Text {
    fn new(first: &str) -> Self {
        Self(format!("{first}\n"))
    }

    fn line(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{text}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        [
            "virker.js",
            "virker-0123456789.wasm",
            "catalogue/catalogue.json",
            "catalogue/catalogue-0123456789abcdef.index",
            "catalogue/catalogue-0123456789abcdef.opening-madkassen.json",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    #[test]
    fn web_config_has_the_type_of_each_suffix_and_keeps_only_names_with_a_hash() {
        let names = names();
        let text = Rules::new(&names).iis();
        let document = roxmltree::Document::parse(&text).unwrap();
        let all = |tag: &'static str| {
            document
                .descendants()
                .filter(move |node| node.has_tag_name(tag))
        };
        let types: BTreeMap<_, _> = all("mimeMap")
            .map(|node| {
                let suffix = node.attribute("fileExtension").unwrap();
                (
                    suffix.trim_start_matches('.'),
                    node.attribute("mimeType").unwrap(),
                )
            })
            .collect();
        let expected = ["index", "js", "json", "wasm"]
            .map(|suffix| (suffix, media_type(&format!("a.{suffix}"))));
        assert_eq!(types, BTreeMap::from(expected));
        // Each is taken away before it is given.
        assert_eq!(
            all("staticContent")
                .next()
                .unwrap()
                .descendants()
                .filter(|node| node.has_tag_name("remove"))
                .count(),
            types.len()
        );
        let kept: Vec<_> = all("location")
            .map(|node| node.attribute("path").unwrap())
            .collect();
        assert_eq!(kept, [&names[1], &names[3], &names[4]]);
        // The first is that of the folder.
        let modes: Vec<_> = all("clientCache")
            .map(|node| node.attribute("cacheControlMode").unwrap())
            .collect();
        assert_eq!(
            modes,
            ["DisableCache", "UseMaxAge", "UseMaxAge", "UseMaxAge"]
        );
    }
}
