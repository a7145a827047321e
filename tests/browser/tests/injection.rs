//! What others write is shown as text, wherever they write it: each payload in each place, and nothing of it runs, loads
//! or leads anywhere but to https, a telephone or ourselves.
//!
//! The payloads are in `injection/payloads.json`; `EVIL` in them is an origin of its own, which counts its requests.

use std::sync::LazyLock;

use anyhow::{Context, Result};
use browser_tests::{
    Browser, DESKTOP, Gate, Page, Response, Site, SiteBuilder, left_out, with_page,
};
use serde::Deserialize;
use serde_json::{Value, json};

const CHECK: &str = include_str!("../injection/check.js");
const TEMPLATE: &str = include_str!("../injection/catalogue.json");
const PAYLOADS: &str = include_str!("../injection/payloads.json");

/// Stands in the template for a text, and for an address.
const TEXT: &str = "§";
const ADDRESS: &str = "§§";

/// The template. Where it cannot be read, it has nothing, and the tests find too few places.
static CATALOGUE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(TEMPLATE).unwrap_or_default());

/// The sites of a test: the page with the widget, and the origin that nobody may ask.
struct Sites {
    own: Site,
    evil: Site,
    payloads: Vec<String>,
}

impl Sites {
    fn start(change: impl FnOnce(SiteBuilder, &[String]) -> SiteBuilder) -> Result<Self> {
        let evil = SiteBuilder::hosts_only().start()?;
        let mut payloads: Vec<String> =
            serde_json::from_str(&PAYLOADS.replace("EVIL", &evil.url()))?;
        assert!(payloads.len() >= 60);
        if one_in()? > 1 {
            left_out("three of four payloads: all are tried in Chromium, which is quicker");
            payloads = payloads.into_iter().step_by(one_in()?).collect();
        }
        let own = change(SiteBuilder::shipped()?, &payloads).start()?;
        Ok(Self {
            own,
            evil,
            payloads,
        })
    }

    async fn open(&self, page: &Page, host: &str) -> Result<()> {
        page.open(&self.own, host, DESKTOP).await?;
        page.run(&format!("{CHECK}; begin(); return null"), vec![])
            .await?;
        Ok(())
    }

    /// Expects that only the page's own origin was asked for anything.
    async fn expect_no_foreign_request(&self, page: &Page) -> Result<()> {
        assert_eq!(self.evil.requests().len(), 0, "a payload was loaded");
        if Browser::wanted()? != Browser::Chromium {
            left_out("requests for other origins are read with Chromium's DevTools");
            return Ok(());
        }
        for request in page.requests().await? {
            let url = &request.url;
            let is_own = url.starts_with(&self.own.url());
            assert!(is_own || !url.starts_with("http"), "{url} was requested");
        }
        Ok(())
    }
}

/// One in how many payloads this browser tries.
fn one_in() -> Result<usize> {
    Ok(if Browser::wanted()? == Browser::Chromium {
        1
    } else {
        4
    })
}

/// Expects that enough payloads were put into enough places.
fn expect_enough(pairs: usize) -> Result<()> {
    assert!(pairs >= 2_000 / one_in()?, "{pairs} payloads × places");
    Ok(())
}

/// What a script found.
#[derive(Deserialize)]
struct Found {
    /// What must not be there.
    faults: Vec<String>,
    /// On how many screens the payload was read.
    shown: usize,
}

/// Runs a script for one payload after the helpers.
async fn find(page: &Page, script: &str, arguments: Vec<Value>) -> Result<Found> {
    page.evaluate_async(&format!("{CHECK}\n{script}"), arguments)
        .await
}

/// Runs the script for each payload, with it and its number, and returns on how many screens payloads were read.
async fn for_each(page: &Page, sites: &Sites, script: &str) -> Result<usize> {
    let mut shown = 0;
    for (number, payload) in sites.payloads.iter().enumerate() {
        let found = find(page, script, vec![json!(payload), json!(number)])
            .await
            .with_context(|| format!("payload {number}: {payload:?}"))?;
        assert_eq!(found.faults, Vec::<String>::new(), "{payload:?}");
        shown += found.shown;
    }
    sites.expect_no_foreign_request(page).await?;
    Ok(shown)
}

/// The pointers to the leaves below a value that are of a kind.
fn leaves(value: &Value, is_wanted: &dyn Fn(&Value) -> bool) -> Vec<String> {
    fn walk(value: &Value, at: &str, is_wanted: &dyn Fn(&Value) -> bool, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    walk(value, &format!("{at}/{key}"), is_wanted, found);
                }
            }
            Value::Array(items) => {
                for (nth, value) in items.iter().enumerate() {
                    walk(value, &format!("{at}/{nth}"), is_wanted, found);
                }
            }
            leaf if is_wanted(leaf) => found.push(at.to_owned()),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", is_wanted, &mut found);
    found
}

fn set(document: &mut Value, pointers: &[String], payload: &str) {
    for pointer in pointers {
        if let Some(leaf) = document.pointer_mut(pointer) {
            *leaf = payload.into();
        }
    }
}

fn texts(value: &Value) -> Vec<String> {
    leaves(value, &|leaf| *leaf == TEXT)
}

fn addresses(value: &Value) -> Vec<String> {
    leaves(value, &|leaf| *leaf == ADDRESS)
}

/// The leaves of an element that are neither: ids, words, dates, numbers and formulas.
fn words(value: &Value) -> Vec<String> {
    leaves(value, &|leaf| *leaf != TEXT && *leaf != ADDRESS)
}

/// The lists of the catalogue whose elements stand for themselves: one that is not valid is left out, and no other.
const LISTS: [&str; 12] = [
    "/vocabularies/arenas",
    "/vocabularies/audiences",
    "/vocabularies/stages",
    "/vocabularies/impactLevels",
    "/vocabularies/places",
    "/vocabularies/organisations",
    "/vocabularies/kkrGoals",
    "/sources",
    "/entries",
    "/calculators",
    "/worksheets",
    "/help",
];

/// Whether a word of an element can be wrong without the whole catalogue being refused, which a source's dates belong to.
fn can_be_wrong(list: &str, pointer: &str) -> bool {
    list != "/sources" || pointer == "/id"
}

/// What an entry is not one without.
fn makes_an_entry(pointer: &str) -> bool {
    ["/id", "/kind", "/status"].contains(&pointer)
}

/// How many payloads there are in one catalogue: its terms, of which each has its own, are drawn on each screen.
const TOGETHER: usize = 12;

/// A catalogue with these payloads, the first of which has this number. For each payload, its lists hold the template's
/// elements with the payload in all texts and addresses, and once more with it in place of one word each, and of an
/// entry's words all at once.
fn catalogue(payloads: &[String], first: usize) -> Option<Value> {
    let mut catalogue = CATALOGUE.clone();
    set(&mut catalogue, &texts(&CATALOGUE), &payloads.join(" "));
    set(
        &mut catalogue,
        &addresses(&CATALOGUE),
        "https://virker.example/",
    );
    for name in LISTS {
        let template = CATALOGUE.pointer(name).and_then(Value::as_array);
        let template = template.into_iter().flatten();
        let mut list = Vec::new();
        for (number, payload) in (first..).zip(payloads) {
            for element in template.clone() {
                let own = |suffix: &str| -> Option<Value> {
                    let text = element.to_string().replace("-0\"", &format!("-{suffix}\""));
                    serde_json::from_str(&text).ok()
                };
                let mut filled = own(&number.to_string())?;
                set(&mut filled, &texts(element), payload);
                set(&mut filled, &addresses(element), payload);
                list.push(filled);

                let mut spoiled = own(&format!("ord-{number}"))?;
                set(&mut spoiled, &texts(element), "Tekst");
                set(&mut spoiled, &addresses(element), "https://virker.example/");
                let mut wrong = words(element);
                if name == "/entries" {
                    let mut without_id = spoiled.clone();
                    set(&mut without_id, &["/id".to_owned()], payload);
                    list.push(without_id);
                    wrong.retain(|pointer| !makes_an_entry(pointer));
                } else {
                    wrong.retain(|pointer| can_be_wrong(name, pointer));
                    wrong = wrong.iter().cycle().skip(number).take(1).cloned().collect();
                }
                set(&mut spoiled, &wrong, payload);
                list.push(spoiled);
            }
        }
        *catalogue.pointer_mut(name)? = list.into();
    }
    Some(catalogue)
}

/// How many payloads × places there are in it.
fn pairs(payloads: &[String]) -> usize {
    let mut pairs = 0;
    for name in LISTS {
        for element in CATALOGUE
            .pointer(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            pairs += (texts(element).len() + addresses(element).len() + 1) * payloads.len();
            if name == "/entries" {
                pairs += words(element).len() * payloads.len();
            }
        }
    }
    pairs
}

/// A small catalogue with a payload in its head: in all of its texts and its address, or in a field that it cannot be
/// shown without. Its path is such as `/hoved/17/texts/catalogue.json`.
fn head(path: &str, payloads: &[String]) -> Option<Value> {
    let mut parts = path.strip_prefix("/hoved/")?.split('/');
    let payload = payloads.get(parts.next()?.parse::<usize>().ok()?)?;
    let mut catalogue = CATALOGUE.clone();
    for list in ["entries", "calculators", "worksheets", "help", "sources"] {
        *catalogue.get_mut(list)? = json!([]);
    }
    let places = [texts(&catalogue), addresses(&catalogue)].concat();
    set(&mut catalogue, &places, payload);
    *catalogue.get_mut("language")? = payload.as_str().into();
    match parts.next()? {
        "texts" => {}
        field => *catalogue.get_mut(field)? = payload.as_str().into(),
    }
    Some(catalogue)
}

fn json_response(body: String) -> Response {
    Response::new(200)
        .header("Content-Type", "application/json")
        .header("Cache-Control", "no-store")
        .body(body)
}

fn with_catalogues(site: SiteBuilder, payloads: &[String]) -> SiteBuilder {
    let payloads = payloads.to_vec();
    site.route(move |request| {
        let path = request.path.as_str();
        let found = match path.strip_prefix("/sammen/") {
            Some(path) => {
                let first = path.split('/').next()?.parse().ok()?;
                let together = payloads.get(first..)?;
                catalogue(together.chunks(TOGETHER).next()?, first)?
            }
            None => head(path, &payloads)?,
        };
        Some(json_response(found.to_string()))
    })
}

#[test]
fn the_template_has_every_text_and_address_of_the_format() -> Result<()> {
    let format = include_str!("../../../docs/catalogue-format.md");
    let mut missing = Vec::new();
    for row in format.lines() {
        let cells: Vec<&str> = row
            .split(" | ")
            .map(|cell| cell.trim_matches(['|', ' ']))
            .collect();
        let [keys, kind, ..] = cells.as_slice() else {
            continue;
        };
        if ["text", "label", "passage", "list of text"].contains(kind) {
            let keys = keys.split(", ").map(|key| key.trim_matches('`'));
            missing.extend(keys.filter(|key| !TEMPLATE.contains(&format!("\"{key}\""))));
        }
    }
    // The names of parts, which `virker build` writes: a catalogue with parts is in the tests of the opening.
    missing.retain(|key| !["file", "fingerprint", "lexicon", "integrity"].contains(key));
    assert_eq!(missing, Vec::<&str>::new());
    Ok(())
}

/// Looks at the page's panel: whether it shows the payload, and what must not be there.
const LOOK: &str = "
    const [payload, number] = args;
    const faults = [];
    let shown = 0;
    const look = ({ shadowRoot }) => {
      faults.push(...faultsIn(shadowRoot), ...faultsOfPage());
      if (shadowRoot.textContent.includes(payload)) shown += 1;
    };
    let panel = document.querySelector('virker-panel');";

#[test]
fn a_catalogue_shows_what_it_holds_as_text_in_every_field() -> Result<()> {
    with_page(async |page| {
        let sites = Sites::start(with_catalogues)?;
        let pairs = pairs(&sites.payloads);
        expect_enough(pairs)?;
        sites.open(page, "empty.html").await?;
        let shown = for_each(
            page,
            &sites,
            &format!(
                "{LOOK}
                 if (number % {TOGETHER} === 0) {{
                   panel?.remove();
                   panel = await put('virker-panel', {{ catalogue: `/sammen/${{number}}/catalogue.json`, history: 'off' }});
                   if (panel.outcome !== 'virker-ready') faults.push(panel.outcome);
                 }}
                 const go = async (link, selector) => {{
                   const before = panel.shadowRoot.querySelector(selector);
                   location.hash = `#virker.panel=1;${{link}}`;
                   const came = await comes(() => {{
                     const now = panel.shadowRoot.querySelector(selector);
                     return now && now !== before;
                   }});
                   await unfold(panel.shadowRoot);
                   look(panel);
                   return came;
                 }};
                 // A calculator or worksheet that a payload spoils is not there: then the screen stays.
                 for (const entry of [`indslag-${{number}}`, `indslag-ord-${{number}}`, payload]) {{
                   panel.open(entry);
                   const opened = await comes(() => panel.shadowRoot.querySelector('.concept')?.dataset.entry === entry);
                   if (!opened) faults.push(`${{entry}} does not open`);
                   await unfold(panel.shadowRoot);
                   look(panel);
                 }}
                 if (!(await go(`worksheet=ark-${{number}}`, '.worksheet'))) faults.push('no worksheet');
                 if (!payload.includes('{{')) await go(`calculator=regnestykke-${{number}}`, '.calculator');
                 location.hash = '';
                 for (let back; (back = panel.shadowRoot.querySelector('button.back')); await tick()) back.click();
                 panel.search(`sos-${{number}}`);
                 if (!(await comes(() => panel.shadowRoot.querySelector('[href=\"tel:112\"]')))) faults.push('no help');
                 look(panel);
                 return {{ faults, shown }};"
            ),
        )
        .await?;
        // Gaps in a calculator's sentences are filled, and a calculator with a gap for nothing is not shown.
        let most = 6 * sites.payloads.len();
        assert!(
            shown * 10 >= most * 8,
            "payloads were read on {shown} of {most} screens"
        );
        Ok(())
    })
}

#[test]
fn a_catalogues_head_shows_what_it_holds_as_text_also_when_it_is_refused() -> Result<()> {
    with_page(async |page| {
        let sites = Sites::start(with_catalogues)?;
        sites.open(page, "empty.html").await?;
        let shown = for_each(
            page,
            &sites,
            &format!(
                "const [payload, number] = args;
                 const faults = [];
                 let shown = 0;
                 await Promise.all({}.map(async (field) => {{
                   const catalogue = `/hoved/${{number}}/${{field}}/catalogue.json`;
                   const panel = await put('virker-panel', {{ catalogue, debug: '' }});
                   faults.push(...faultsIn(panel.shadowRoot), ...faultsOfPage());
                   const outcome = field === 'texts' ? 'virker-ready' : 'virker-failed';
                   if (panel.outcome !== outcome) faults.push(`${{field}}: ${{panel.outcome}}`);
                   if (panel.shadowRoot.textContent.includes(payload)) shown += 1;
                   panel.remove();
                 }}));
                 return {{ faults, shown }};",
                json!(["texts", "format", "published", "sources", "vocabularies"])
            ),
        )
        .await?;
        assert!(
            shown * 10 >= sites.payloads.len() * 8,
            "payloads were read in {shown} heads"
        );
        Ok(())
    })
}

/// Nodes of an opening with a payload: as a tag, as the name and the value of attributes, and as a text.
fn nodes(payload: &str) -> Vec<Value> {
    let mut nodes = vec![
        json!(payload),
        json!([payload, {}, "x"]),
        json!(["p", {}, payload]),
        json!(["p", { payload: "x" }, "x"]),
        json!(["p", { payload: payload }, payload]),
        json!(["svg", {}, [payload, { "href": payload }]]),
        json!(["svg", {}, ["a", { "href": payload }], ["text", { "xlink:href": payload }, payload]]),
        json!(["input", { "type": payload, "value": payload }]),
        json!({ "at": payload, "length": 1 }),
    ];
    for tag in [
        "script",
        "style",
        "iframe",
        "template",
        "object",
        "math",
        "virker-panel",
    ] {
        nodes.push(json!([tag, {}, payload]));
        nodes.push(json!(["p", {}, [tag, { "src": payload, "srcdoc": payload }, payload]]));
    }
    for name in [
        "href",
        "class",
        "id",
        "name",
        "for",
        "role",
        "part",
        "slot",
        "is",
        "style",
        "src",
        "srcdoc",
        "action",
        "formaction",
        "onclick",
        "onerror",
        "onfocus",
        "autofocus",
        "target",
        "rel",
        "tabindex",
        "aria-label",
        "data-x",
    ] {
        nodes.push(json!(["a", { name: payload }, "x"]));
        nodes.push(json!(["button", { "type": "button", name: payload }, "x"]));
    }
    nodes
}

#[test]
fn an_opening_draws_listed_elements_and_attributes_only() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let mut pairs = 0;
        let sites = Sites::start(|site, payloads| {
            let nodes: Vec<Value> = payloads.iter().flat_map(|payload| nodes(payload)).collect();
            pairs = nodes.len();
            // The engine draws its own view in place of the opening: it is held back.
            site.hold_first("virker-", ".wasm", &engine)
                .changed_head(move |head| {
                    *head.pointer_mut("/opening/nodes")? = json!(nodes);
                    Some(())
                })
                .unwrap()
        })?;
        expect_enough(pairs)?;
        sites.open(page, "empty.html").await?;
        let found = find(
            page,
            "const panel = document.createElement('virker-panel');
             panel.setAttribute('catalogue', '/catalogue/catalogue.json');
             document.querySelector('#her').append(panel);
             await comes(() => panel.shadowRoot.querySelector('.app .app:not([hidden])'));
             await frames(2);
             const text = panel.shadowRoot.textContent;
             return { faults: [...faultsIn(panel.shadowRoot), ...faultsOfPage()], shown: args[0].filter((one) => text.includes(one)).length };",
            vec![json!(sites.payloads)],
        )
        .await?;
        assert_eq!(found.faults, Vec::<String>::new());
        assert_eq!(
            found.shown,
            sites.payloads.len(),
            "payloads that are shown as text"
        );
        sites.expect_no_foreign_request(page).await?;
        engine.open();
        Ok(())
    })
}

#[test]
fn the_elements_attributes_say_what_they_may_and_else_nothing() -> Result<()> {
    with_page(async |page| {
        let sites = Sites::start(|site, _| site)?;
        sites.open(page, "empty.html").await?;
        let pairs = for_each(
            page,
            &sites,
            "const [payload] = args;
             const faults = [];
             let shown = 0;
             const common = ['id', 'heading-level', 'history', 'theme', 'lang', 'events', 'values'];
             const elements = {
               'virker-panel': ['query', 'arena', 'audience', 'place', 'locked'],
               'virker-calculator': ['calculator'],
               'virker-concept': ['concept', 'view'],
               'virker-worksheet': ['worksheet'],
             };
             const keys = { calculator: 'madkassen', concept: 'madkassen', worksheet: 'flexjobbevis' };
             const catalogue = '/catalogue/catalogue.json';
             const tried = [];
             const attempt = (name, attributes) => {
               shown += Object.values(attributes).filter((value) => value === payload).length;
               tried.push(put(name, { catalogue, ...attributes, debug: '' }));
             };
             for (const [name, own] of Object.entries(elements)) {
               const all = Object.fromEntries([...common, ...own].map((key) => [key, payload]));
               const key = own.find((one) => one in keys);
               attempt(name, all);
               if (key) attempt(name, { ...all, [key]: keys[key] });
             }
             // A host that names a catalogue elsewhere gets it: that is no fault.
             if (!URL.canParse(payload, location) || !/^http/.test(new URL(payload, location).protocol) || new URL(payload, location).origin === location.origin)
               attempt('virker-panel', { catalogue: payload });
             for (const element of await Promise.all(tried)) {
               faults.push(...faultsIn(element.shadowRoot), ...faultsOfPage());
               if (element.outcome === 'neither') faults.push(`${element.localName} is neither ready nor failed`);
               element.remove();
             }
             return { faults, shown };",
        )
        .await?;
        expect_enough(pairs)?;
        Ok(())
    })
}

#[test]
fn a_fragment_opens_what_there_is_and_else_nothing() -> Result<()> {
    with_page(async |page| {
        let sites = Sites::start(|site, _| site)?;
        page.open_panel(&sites.own, DESKTOP).await?;
        page.run(&format!("{CHECK}; begin(); return null"), vec![])
            .await?;
        let pairs = for_each(
            page,
            &sites,
            &format!(
                "{LOOK}
                 const names = ['q', 'arena', 'audience', 'stage', 'place', 'organisation', 'entry', 'calculator', 'worksheet'];
                 const pairs = (value) => names.slice(0, 6).map((name) => `${{name}}=${{value}}`).join(';');
                 const fragments = [pairs(payload), pairs(encodeURIComponent(payload))];
                 for (const name of names.slice(6)) fragments.push(`${{name}}=${{payload}}`, `${{name}}=${{encodeURIComponent(payload)}}`);
                 fragments.push(`calculator=madkassen;n.personer=${{payload}};n.${{encodeURIComponent(payload)}}=1`, `${{payload}}=1`);
                 for (const fragment of [...fragments.map((one) => 'virker.panel=1;' + one), `virker.${{payload}}=1;q=x`, payload]) {{
                   location.hash = fragment;
                   await frames(1);
                   look(panel);
                 }}
                 return {{ faults, shown: 12 + 6 + 2 + 1 + 2 }};"
            ),
        )
        .await?;
        expect_enough(pairs)?;
        Ok(())
    })
}

#[test]
fn a_worksheets_file_is_read_as_text_or_refused() -> Result<()> {
    with_page(async |page| {
        let sites = Sites::start(|site, _| site)?;
        sites.open(page, "empty.html").await?;
        let shown = for_each(
            page,
            &sites,
            "const [payload] = args;
             const faults = [];
             let shown = 0;
             const sheet = document.querySelector('virker-worksheet')
               ?? (await put('virker-worksheet', { catalogue: '/catalogue/catalogue.json', worksheet: 'flexjobbevis' }));
             const root = sheet.shadowRoot;
             const head = { virker: 'worksheet', format: 1, worksheet: 'flexjobbevis', title: payload, notice: payload };
             const fields = Object.fromEntries(['navn', 'kan', 'timer'].map((id) => [id, payload]));
             const files = [
               { ...head, fields },
               { ...head, fields: JSON.parse(`{${JSON.stringify(payload)}:${JSON.stringify(payload)}}`) },
               { ...head, worksheet: payload, fields },
               { ...head, virker: payload, fields },
               { ...head, format: payload, fields },
               { ...head, fields: payload },
               { ...head, fields, ...JSON.parse(`{${JSON.stringify(payload)}:{\"polluted\":1}}`) },
             ].map((file) => JSON.stringify(file));
             const click = HTMLInputElement.prototype.click;
             let taken;
             for (const text of [payload, ...files]) {
               HTMLInputElement.prototype.click = function () {
                 const data = new DataTransfer();
                 data.items.add(new File([text], 'fil.json', { type: 'application/json' }));
                 this.files = data.files;
                 taken = this;
                 this.dispatchEvent(new Event('change'));
               };
               taken = undefined;
               [...root.querySelectorAll('button')].find((one) => one.textContent.includes('Åbn')).click();
               await comes(() => taken);
               await frames(2);
               faults.push(...faultsIn(root), ...faultsOfPage());
               if ([...root.querySelectorAll('input, textarea')].some((field) => field.value.includes(payload.trim()))) shown += 1;
             }
             HTMLInputElement.prototype.click = click;
             return { faults, shown };",
        )
        .await?;
        assert!(
            shown * 10 >= sites.payloads.len() * 8,
            "{shown} files were read"
        );
        Ok(())
    })
}

#[test]
fn a_frames_address_and_messages_show_and_do_nothing_else() -> Result<()> {
    with_page(async |page| {
        let sites = Sites::start(|site, _| site)?;
        sites.open(page, "empty.html").await?;
        let pairs = for_each(
            page,
            &sites,
            "const [payload, number] = args;
             const faults = [];
             let shown = 0;
             const frameOf = async (query) => {
               const frame = document.createElement('iframe');
               frame.className = 'virker';
               frame.height = 500;
               frame.setAttribute('data-own', '');
               frame.src = '/ramme.html?' + new URLSearchParams(query);
               document.querySelector('#her').append(frame);
               await new Promise((resolve) => (frame.onload = resolve));
               const { contentDocument } = frame;
               await comes(() => contentDocument.querySelector('[role=alert]') || contentDocument.querySelector('main > *')?.shadowRoot?.querySelector('.app'));
               return frame;
             };
             const names = ['arena', 'audience', 'place', 'query', 'locked', 'calculator', 'values', 'concept', 'view', 'worksheet', 'id', 'heading-level', 'history', 'theme', 'accent', 'ground'];
             const elements = ['virker-panel', 'virker-calculator', 'virker-concept', 'virker-worksheet'];
             const all = Object.fromEntries(names.map((name) => [name, payload]));
             const queries = [{ ...all, element: elements[number % 4] }, number % 2 ? { element: payload } : { [payload]: payload, catalogue: payload }];
             await import('/virker-frame.js');
             const shownFrames = await Promise.all(queries.map((query) => frameOf(query)));
             shown += names.length + 1;
             for (const frame of shownFrames) {
               const { contentWindow } = frame;
               // From this page to the frame's, and back with the frame for the source.
               const toHost = contentWindow.Function('data', 'parent.postMessage(data, \"*\")');
               for (const data of [payload, { type: payload }, { type: 'virker-hello', [payload]: payload }, [payload]]) {
                 contentWindow.postMessage(data, '*');
                 shown += 1;
               }
               for (const data of [payload, { type: 'virker-height', height: payload }, { type: payload, height: 700 }, { type: 'virker-height', height: { valueOf: payload } }]) {
                 toHost(data);
                 shown += 1;
               }
             }
             await tick(); await tick();
             for (const frame of shownFrames) {
               const { contentDocument, contentWindow } = frame;
               for (const element of contentDocument.querySelectorAll('main > *')) {
                 if (element.shadowRoot) faults.push(...faultsIn(element.shadowRoot));
                 else if (element.localName !== 'p') faults.push(`the frame shows a <${element.localName}>`);
                 const attributes = [...element.attributes].map(({ name }) => name);
                 if (element.shadowRoot) faults.push(...attributes.filter((one) => ![...names, 'catalogue'].includes(one)));
               }
               if (contentDocument.querySelectorAll('script').length !== 2 || contentDocument.querySelector('img, iframe, style, object, form')) faults.push('the frame has more than its own');
               if ('__ran' in contentWindow || 'polluted' in new contentWindow.Object()) faults.push('a script ran in the frame');
               if (!/^\\d+$/.test(frame.height) || frame.height === '700') faults.push(`the frame is ${frame.height} high`);
               frame.remove();
             }
             faults.push(...faultsOfPage());
             return { faults, shown };",
        )
        .await?;
        expect_enough(pairs)?;
        Ok(())
    })
}

#[test]
fn a_link_becomes_a_listed_element_or_stays_a_link() -> Result<()> {
    with_page(async |page| {
        let sites = Sites::start(|site, _| site)?;
        sites.open(page, "empty.html").await?;
        let pairs = for_each(
            page,
            &sites,
            "const [payload, number] = args;
             const faults = [];
             const names = ['arena', 'audience', 'place', 'query', 'locked', 'calculator', 'values', 'concept', 'view', 'worksheet', 'id', 'heading-level', 'history', 'theme'];
             const elements = ['virker-panel', 'virker-calculator', 'virker-concept', 'virker-worksheet'];
             const here = document.querySelector('#her');
             const add = (href, data) => {
               const link = document.createElement('a');
               link.className = 'virker';
               link.setAttribute('href', href);
               for (const [name, value] of Object.entries(data)) link.setAttribute('data-' + name, value);
               here.append(link);
             };
             const all = Object.fromEntries(names.map((name) => [name, payload]));
             const element = elements[number % 4];
             add('/side', { ...all, element });
             add('/side', { element: payload });
             add('/ramme.html?' + new URLSearchParams({ ...all, element }), {});
             add('/ramme.html?' + new URLSearchParams({ [payload]: payload, element: payload }), {});
             // What is no address at all stops the script, which is the page's own; what leads elsewhere is left a link.
             if (URL.canParse(payload, document.baseURI)) add('/side', { catalogue: payload });
             await import('/virker-link.js?' + number);
             for (const child of here.children) {
               if (child.localName === 'a') continue;
               if (!elements.includes(child.localName)) faults.push(`a link became a <${child.localName}>`);
               for (const { name, value } of child.attributes) {
                 if (![...names, 'catalogue'].includes(name)) faults.push(name);
                 if (name === 'catalogue' && new URL(value).origin !== location.origin) faults.push(value);
               }
             }
             await comes(() => [...here.children].every((child) => child.localName === 'a' || child.shadowRoot?.querySelector('.app[data-ready], [role=alert]')));
             for (const child of here.children) if (child.shadowRoot) faults.push(...faultsIn(child.shadowRoot));
             here.replaceChildren();
             faults.push(...faultsOfPage());
             return { faults, shown: 2 * names.length + 4 };",
        )
        .await?;
        expect_enough(pairs)?;
        Ok(())
    })
}
