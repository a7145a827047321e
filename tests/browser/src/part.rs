//! Parts of a page: described once, looked up again at every question, so that a part that is
//! drawn anew between two keystrokes is never stale.

use std::fmt;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::{CmdError, ErrorStatus};
use serde::Serialize;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::{Page, until};
use crate::wire;

/// Where a search begins: the document, or a host's shadow root.
#[derive(Clone, Copy)]
pub struct Root<'p> {
    page: &'p Page,
    tag: Option<&'static str>,
    nth: usize,
}

/// One step of the way to a part.
#[derive(Clone, Debug, Serialize)]
struct Step {
    css: String,
    named: Option<String>,
    containing: Option<String>,
    nth: Option<usize>,
}

/// A part of the page, and the way to it.
#[derive(Clone)]
pub struct Part<'p> {
    root: Root<'p>,
    steps: Vec<Step>,
}

impl<'p> Root<'p> {
    pub(crate) fn document(page: &'p Page) -> Self {
        Self {
            page,
            tag: None,
            nth: 0,
        }
    }

    pub(crate) fn shadow(page: &'p Page, tag: &'static str, nth: usize) -> Self {
        Self {
            page,
            tag: Some(tag),
            nth,
        }
    }

    /// The page that it is in.
    pub fn page(&self) -> &'p Page {
        self.page
    }

    /// Everything that the selector finds.
    pub fn css(&self, css: &str) -> Part<'p> {
        Part {
            root: *self,
            steps: vec![Step::new(css)],
        }
    }

    /// The button with this name.
    pub fn button(&self, name: &str) -> Part<'p> {
        self.css("button").named(name)
    }

    /// The field, box or list with this label.
    pub fn field(&self, label: &str) -> Part<'p> {
        self.css("input, select, textarea").named(label)
    }

    /// The heading with this text.
    pub fn heading(&self, text: &str) -> Part<'p> {
        self.css("h1, h2, h3, h4, h5, h6").named(text)
    }

    /// Waits until the widget stands: its app is mounted and says that it is ready.
    pub async fn stands(&self) -> Result<()> {
        self.css(".app[data-ready]").attached().await?;
        self.page.settle().await
    }
}

impl Step {
    fn new(css: &str) -> Self {
        Self {
            css: css.to_owned(),
            named: None,
            containing: None,
            nth: None,
        }
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(tag) = self.root.tag {
            write!(f, "{tag}[{}] ", self.root.nth)?;
        }
        for step in &self.steps {
            write!(f, "› {}", step.css)?;
            if let Some(name) = &step.named {
                write!(f, " named '{name}'")?;
            }
            if let Some(text) = &step.containing {
                write!(f, " containing '{text}'")?;
            }
            if let Some(nth) = step.nth {
                write!(f, " number {nth}")?;
            }
            write!(f, " ")?;
        }
        Ok(())
    }
}

impl<'p> Part<'p> {
    // --- Describing ---

    /// What the selector finds inside this part.
    pub fn css(&self, css: &str) -> Self {
        let mut part = self.clone();
        part.steps.push(Step::new(css));
        part
    }

    /// Only those whose label or text is exactly this.
    pub fn named(&self, name: &str) -> Self {
        self.refined(|step| step.named = Some(name.to_owned()))
    }

    /// Only those whose label or text has this in it.
    pub fn containing(&self, text: &str) -> Self {
        self.refined(|step| step.containing = Some(text.to_owned()))
    }

    /// Only the nth of them, from 0.
    pub fn nth(&self, nth: usize) -> Self {
        self.refined(|step| step.nth = Some(nth))
    }

    fn refined(&self, refine: impl FnOnce(&mut Step)) -> Self {
        let mut part = self.clone();
        if let Some(step) = part.steps.last_mut() {
            refine(step);
        }
        part
    }

    fn path(&self) -> Value {
        json!({"tag": self.root.tag, "nth": self.root.nth, "steps": self.steps})
    }

    // --- Asking now ---

    /// Runs a JavaScript expression that knows the found elements as `els`.
    pub async fn ask<T: serde::de::DeserializeOwned>(&self, expression: &str) -> Result<T> {
        let script = format!("const els = find(arguments[0]); return {expression};");
        self.root
            .page
            .ask(&script, vec![self.path()])
            .await
            .with_context(|| format!("asking {self}"))
    }

    /// How many can be seen.
    pub async fn count(&self) -> Result<usize> {
        self.ask("els.filter(shown).length").await
    }

    /// The texts of those that can be seen.
    pub async fn texts(&self) -> Result<Vec<String>> {
        self.ask("els.filter(shown).map(textOf)").await
    }

    /// The focus is on it, or on the first of them.
    pub async fn has_focus(&self) -> Result<bool> {
        self.ask("els.length > 0 && deepActive() === els[0]").await
    }

    // --- Waiting ---

    /// Waits until an expression about the elements `els` is true.
    pub async fn expect(&self, what: &str, expression: &str) -> Result<()> {
        let script = format!("const els = find(arguments[0]); return {expression};");
        let waited = self
            .root
            .page
            .wait_until_with(what, &script, vec![self.path()])
            .await;
        if waited.is_ok() {
            return waited;
        }
        let found: Value = self
            .ask("els.slice(0, 5).map((el) => [shown(el), el.outerHTML.slice(0, 600)])")
            .await?;
        waited.with_context(|| format!("{self} {what}; found {found:#}"))
    }

    /// Waits until it is in the page, seen or not.
    pub async fn attached(&self) -> Result<()> {
        self.expect("is in the page", "els.length > 0").await
    }

    /// Waits until it can be seen.
    pub async fn shown(&self) -> Result<()> {
        self.expect("can be seen", "els.some(shown)").await
    }

    /// Waits until none can be seen.
    pub async fn gone(&self) -> Result<()> {
        self.expect("is gone", "!els.some(shown)").await
    }

    /// Waits until so many can be seen.
    pub async fn expect_count(&self, count: usize) -> Result<()> {
        self.expect(
            &format!("are {count}"),
            &format!("els.filter(shown).length === {count}"),
        )
        .await
    }

    /// Waits until the text of the first has this in it.
    pub async fn expect_text(&self, text: &str) -> Result<()> {
        let wanted = Value::from(text);
        self.expect(
            &format!("says '{text}'"),
            &format!("els.length > 0 && textOf(els[0]).includes({wanted})"),
        )
        .await
    }

    /// Waits until the first's value is this.
    pub async fn expect_value(&self, value: &str) -> Result<()> {
        let wanted = Value::from(value);
        self.expect(
            &format!("holds '{value}'"),
            &format!("els[0]?.value === {wanted}"),
        )
        .await
    }

    /// Waits until the focus is on it.
    pub async fn expect_focus(&self) -> Result<()> {
        let waited = self
            .expect("has the focus", "els.length > 0 && deepActive() === els[0]")
            .await;
        if waited.is_err() {
            let active = self.root.page.active().await?;
            return waited.with_context(|| format!("the focus is on {active}"));
        }
        waited
    }

    /// The text of the first, once it is there.
    pub async fn text(&self) -> Result<String> {
        self.attached().await?;
        self.ask("textOf(els[0])").await
    }

    /// The value of the first, once it is there.
    pub async fn value(&self) -> Result<String> {
        self.attached().await?;
        self.ask("String(els[0].value)").await
    }

    /// An attribute of the first, once it is there.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>> {
        self.attached().await?;
        self.ask(&format!("els[0].getAttribute({})", Value::from(name)))
            .await
    }

    /// Left, top, width and height of the first in the window, once it can be seen.
    pub async fn place(&self) -> Result<[f64; 4]> {
        self.shown().await?;
        self.ask("(({ left, top, width, height }) => [left, top, width, height])(els.find(shown).getBoundingClientRect())")
            .await
    }

    /// The name and role that the browser tells assistive technology, any space as a plain one.
    pub async fn accessible(&self) -> Result<(String, String)> {
        let element = self.element().await?;
        let client = self.root.page.client();
        let name = wire::accessible_name(client, &element).await?;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok((name, wire::accessible_role(client, &element).await?))
    }

    // --- Doing ---

    /// Clicks the one that can be seen, as a person would: it is scrolled to and must not be covered.
    pub async fn click(&self) -> Result<()> {
        self.shown().await?;
        if Browser::wanted()? == Browser::WebKit {
            // It scrolls to what was typed in its own time, and away from under the pointer.
            self.root.page.settle().await?;
        }
        let mut last = None;
        let clicked = until(&format!("{self} can be clicked"), async || {
            match self.element().await?.click().await {
                Ok(()) => Ok(Some(())),
                // Drawn anew under the pointer, or something still moves over it: look again.
                Err(error) if may_pass(&error) => {
                    last = Some(error);
                    // What sticks to the window's edge may lie over it: a person scrolls a little further.
                    let scroll = "(els.find(shown)?.scrollIntoView({ block: 'center', behavior: 'instant' }), null)";
                    self.ask::<Value>(scroll).await?;
                    Ok(None)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await;
        clicked.with_context(|| {
            last.map_or_else(|| format!("clicking {self}"), |error| error.to_string())
        })
    }

    /// Presses the mouse in its middle, whatever lies on top there.
    pub async fn press_with_the_mouse(&self) -> Result<()> {
        self.shown().await?;
        let scroll = "(els[0].scrollIntoView({ block: 'center', behavior: 'instant' }), null)";
        self.ask::<Value>(scroll).await?;
        let [left, top, width, height] = self.place().await?;
        let press = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo {
                duration: None,
                x: left + width / 2.0,
                y: top + height / 2.0,
            })
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        let client = self.root.page.client();
        client
            .perform_actions(press)
            .await
            .with_context(|| format!("pressing the mouse on {self}"))
    }

    /// Moves the focus to it without a click.
    pub async fn focus(&self) -> Result<()> {
        self.attached().await?;
        self.ask::<Value>("(els[0].focus(), null)").await?;
        self.expect_focus().await
    }

    /// Types into it, after what it holds.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.focus().await?;
        self.ask::<Value>(
            "(els[0].setSelectionRange?.(els[0].value.length, els[0].value.length), null)",
        )
        .await?;
        self.root.page.type_keys(text).await
    }

    /// Types into it in place of what it holds.
    pub async fn fill(&self, text: &str) -> Result<()> {
        self.focus().await?;
        self.ask::<Value>("(els[0].select(), null)").await?;
        if text.is_empty() {
            return self.root.page.press(fantoccini::key::Key::Delete).await;
        }
        self.root.page.type_keys(text).await
    }

    /// Puts text in place of what it holds, all at once, as pasting does.
    pub async fn paste(&self, text: &str) -> Result<()> {
        self.focus().await?;
        let insert = "(els[0].select(), document.execCommand('insertText', false, given))";
        let script =
            format!("const els = find(arguments[0]), given = arguments[1]; return {insert};");
        let pasted: bool = self
            .root
            .page
            .ask(&script, vec![self.path(), text.into()])
            .await?;
        ensure!(pasted, "{self} takes no text");
        Ok(())
    }

    /// Chooses the option that begins with this text in a list of choices.
    pub async fn choose(&self, option: &str) -> Result<()> {
        self.attached().await?;
        let wanted = Value::from(option);
        let number: i64 = self
            .ask(&format!(
                "[...els[0].options].findIndex((one) => clean(one.text).startsWith({wanted}))"
            ))
            .await?;
        let Ok(number) = usize::try_from(number) else {
            let all: Vec<String> = self
                .ask("[...els[0].options].map((one) => clean(one.text))")
                .await?;
            bail!("{self} has no option '{option}', only {all:?}");
        };
        if Browser::wanted()? == Browser::WebKit {
            // Its driver hangs when an option is clicked.
            let choose = format!(
                "(els[0].selectedIndex = {number}, els[0].dispatchEvent(new Event('change', {{ bubbles: true }})))"
            );
            self.focus().await?;
            self.ask::<Value>(&choose).await?;
            return Ok(());
        }
        self.css("option")
            .nth(number)
            .element()
            .await?
            .click()
            .await?;
        Ok(())
    }

    /// The WebDriver element: the first that can be seen, or else the first.
    pub async fn element(&self) -> Result<Element> {
        self.attached().await?;
        let reference = self
            .ask::<Value>("els.find(shown) ?? els[0] ?? null")
            .await?;
        let id = reference
            .as_object()
            .and_then(|object| object.values().next())
            .and_then(Value::as_str);
        ensure!(id.is_some(), "{self} has gone again");
        let id = ElementRef::from(id.unwrap_or_default().to_owned());
        Ok(Element::from_element_id(
            self.root.page.client().clone(),
            id,
        ))
    }
}

/// Whether a click that failed so may succeed in a moment.
fn may_pass(error: &CmdError) -> bool {
    // fantoccini has no question for an intercepted click.
    let intercepted = matches!(error, CmdError::Standard(told) if told.error == ErrorStatus::ElementClickIntercepted);
    intercepted || error.is_stale_element_reference() || error.is_element_not_interactable()
}
