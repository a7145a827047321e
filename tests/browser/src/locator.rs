//! Locators describe how to find elements, and find them again for each action, so that an element
//! that is re-rendered between two actions is never stale.

use std::fmt;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::{CmdError, ErrorStatus};
use serde::Serialize;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::{Page, until};
use crate::webdriver;

/// Where to search: the document, or a host's shadow root.
#[derive(Clone, Copy)]
pub struct Root<'p> {
    page: &'p Page,
    tag: Option<&'static str>,
    nth: usize,
}

/// A step from a root or an element to the elements inside it.
#[derive(Clone, Debug, Serialize)]
struct Step {
    css: String,
    named: Option<String>,
    containing: Option<String>,
    nth: Option<usize>,
}

/// A way to find elements of a page.
#[derive(Clone)]
pub struct Locator<'p> {
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

    /// Its page.
    pub fn page(&self) -> &'p Page {
        self.page
    }

    /// All elements that match the selector.
    pub fn css(&self, css: &str) -> Locator<'p> {
        Locator {
            root: *self,
            steps: vec![Step::new(css)],
        }
    }

    /// The button with this accessible name.
    pub fn button(&self, name: &str) -> Locator<'p> {
        self.css("button").named(name)
    }

    /// The field, checkbox or list with this label.
    pub fn field(&self, label: &str) -> Locator<'p> {
        self.css("input, select, textarea").named(label)
    }

    /// The heading with this text.
    pub fn heading(&self, text: &str) -> Locator<'p> {
        self.css("h1, h2, h3, h4, h5, h6").named(text)
    }

    /// Waits until the widget is mounted and ready, and scrolls to it if it waits for that.
    pub async fn ready(&self) -> Result<()> {
        if let Some(tag) = self.tag {
            let scroll = "const [tag, nth] = arguments;
                const element = document.querySelectorAll(tag)[nth];
                if (element?.getBoundingClientRect().top >= innerHeight * 2) element.scrollIntoView();
                return null";
            self.page
                .run(scroll, vec![tag.into(), self.nth.into()])
                .await?;
        }
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

impl fmt::Display for Locator<'_> {
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
                write!(f, " index {nth}")?;
            }
            write!(f, " ")?;
        }
        Ok(())
    }
}

impl<'p> Locator<'p> {
    // --- Locators ---

    /// The elements inside these that match the selector.
    pub fn css(&self, css: &str) -> Self {
        let mut locator = self.clone();
        locator.steps.push(Step::new(css));
        locator
    }

    /// Those whose label or text is exactly this.
    pub fn named(&self, name: &str) -> Self {
        self.refined(|step| step.named = Some(name.to_owned()))
    }

    /// Those whose label or text contains this.
    pub fn containing(&self, text: &str) -> Self {
        self.refined(|step| step.containing = Some(text.to_owned()))
    }

    /// The nth of them, from 0.
    pub fn nth(&self, nth: usize) -> Self {
        self.refined(|step| step.nth = Some(nth))
    }

    fn refined(&self, refine: impl FnOnce(&mut Step)) -> Self {
        let mut locator = self.clone();
        if let Some(step) = locator.steps.last_mut() {
            refine(step);
        }
        locator
    }

    fn path(&self) -> Value {
        json!({"tag": self.root.tag, "nth": self.root.nth, "steps": self.steps})
    }

    // --- Queries without waiting ---

    /// Evaluates a JavaScript expression in which `els` are the elements.
    pub async fn evaluate<T: serde::de::DeserializeOwned>(&self, expression: &str) -> Result<T> {
        let script = format!("const els = find(arguments[0]); return {expression};");
        self.root
            .page
            .evaluate(&script, vec![self.path()])
            .await
            .with_context(|| format!("evaluating on {self}"))
    }

    /// The number of visible elements.
    pub async fn count(&self) -> Result<usize> {
        self.evaluate("els.filter(isVisible).length").await
    }

    /// The texts of the visible elements.
    pub async fn texts(&self) -> Result<Vec<String>> {
        self.evaluate("els.filter(isVisible).map(textOf)").await
    }

    /// Whether the first element has the focus.
    pub async fn has_focus(&self) -> Result<bool> {
        self.evaluate("els.length > 0 && deepActive() === els[0]")
            .await
    }

    // --- Waiting ---

    /// Waits until an expression in which `els` are the elements is truthy.
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
            .evaluate("els.slice(0, 5).map((el) => [isVisible(el), el.outerHTML.slice(0, 600)])")
            .await?;
        waited.with_context(|| format!("{self} {what}; found {found:#}"))
    }

    /// Waits until it is in the page, visible or not.
    pub async fn attached(&self) -> Result<()> {
        self.expect("is in the page", "els.length > 0").await
    }

    /// Waits until it is visible.
    pub async fn shown(&self) -> Result<()> {
        self.expect("is visible", "els.some(isVisible)").await
    }

    /// Waits until none is visible.
    pub async fn gone(&self) -> Result<()> {
        self.expect("is gone", "!els.some(isVisible)").await
    }

    /// Waits until this many are visible.
    pub async fn expect_count(&self, count: usize) -> Result<()> {
        self.expect(
            &format!("are {count}"),
            &format!("els.filter(isVisible).length === {count}"),
        )
        .await
    }

    /// Waits until the first element's text contains this.
    pub async fn expect_text(&self, text: &str) -> Result<()> {
        let wanted = Value::from(text);
        self.expect(
            &format!("says '{text}'"),
            &format!("els.length > 0 && textOf(els[0]).includes({wanted})"),
        )
        .await
    }

    /// Waits until the first element has this value.
    pub async fn expect_value(&self, value: &str) -> Result<()> {
        let wanted = Value::from(value);
        self.expect(
            &format!("has the value '{value}'"),
            &format!("els[0]?.value === {wanted}"),
        )
        .await
    }

    /// Waits until the first element has the focus.
    pub async fn expect_focus(&self) -> Result<()> {
        let waited = self
            .expect("has the focus", "els.length > 0 && deepActive() === els[0]")
            .await;
        if waited.is_err() {
            let active = self.root.page.active_element().await?;
            return waited.with_context(|| format!("the focus is on {active}"));
        }
        waited
    }

    /// The first element's text, once it exists.
    pub async fn text(&self) -> Result<String> {
        self.attached().await?;
        self.evaluate("textOf(els[0])").await
    }

    /// The first element's value, once it exists.
    pub async fn value(&self) -> Result<String> {
        self.attached().await?;
        self.evaluate("String(els[0].value)").await
    }

    /// An attribute of the first element, once it exists.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>> {
        self.attached().await?;
        self.evaluate(&format!("els[0].getAttribute({})", Value::from(name)))
            .await
    }

    /// Left, top, width and height of the first visible element in the viewport.
    pub async fn bounds(&self) -> Result<[f64; 4]> {
        self.shown().await?;
        self.evaluate("(({ left, top, width, height }) => [left, top, width, height])(els.find(isVisible).getBoundingClientRect())")
            .await
    }

    /// The accessible name and role as computed by the browser, with runs of whitespace collapsed.
    pub async fn name_and_role(&self) -> Result<(String, String)> {
        let element = self.element().await?;
        let client = self.root.page.client();
        let name = webdriver::accessible_name(client, &element).await?;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok((name, webdriver::accessible_role(client, &element).await?))
    }

    // --- Actions ---

    /// Clicks the visible element, which is scrolled into view and must not be covered.
    pub async fn click(&self) -> Result<()> {
        self.shown().await?;
        if Browser::wanted()? == Browser::WebKit {
            // It scrolls to typed text asynchronously, which may move the element from under the pointer.
            self.root.page.settle().await?;
        }
        let mut last = None;
        let clicked = until(&format!("{self} is clickable"), async || {
            match self.element().await?.click().await {
                Ok(()) => Ok(Some(())),
                // It was re-rendered, or something covers it for now: retry.
                Err(error) if is_transient(&error) => {
                    last = Some(error);
                    // A sticky element may cover it at the viewport's edge.
                    let scroll = "(els.find(isVisible)?.scrollIntoView({ block: 'center', behavior: 'instant' }), null)";
                    self.evaluate::<Value>(scroll).await?;
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

    /// Clicks at its centre with the mouse, even if another element covers it.
    pub async fn mouse_click(&self) -> Result<()> {
        self.shown().await?;
        let scroll = "(els[0].scrollIntoView({ block: 'center', behavior: 'instant' }), null)";
        self.evaluate::<Value>(scroll).await?;
        let [left, top, width, height] = self.bounds().await?;
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
            .with_context(|| format!("clicking at {self}"))
    }

    /// Focuses it without a click.
    pub async fn focus(&self) -> Result<()> {
        self.attached().await?;
        self.evaluate::<Value>("(els[0].focus(), null)").await?;
        self.expect_focus().await
    }

    /// Types at the end of its value.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.focus().await?;
        self.evaluate::<Value>(
            "(els[0].setSelectionRange?.(els[0].value.length, els[0].value.length), null)",
        )
        .await?;
        self.root.page.type_keys(text).await
    }

    /// Replaces its value by typing.
    pub async fn fill(&self, text: &str) -> Result<()> {
        self.focus().await?;
        self.evaluate::<Value>("(els[0].select(), null)").await?;
        if text.is_empty() {
            return self.root.page.press(fantoccini::key::Key::Delete).await;
        }
        self.root.page.type_keys(text).await
    }

    /// Replaces its value at once, as pasting does.
    pub async fn paste(&self, text: &str) -> Result<()> {
        self.focus().await?;
        let insert = "(els[0].select(), document.execCommand('insertText', false, text))";
        let script =
            format!("const els = find(arguments[0]), text = arguments[1]; return {insert};");
        let pasted: bool = self
            .root
            .page
            .evaluate(&script, vec![self.path(), text.into()])
            .await?;
        ensure!(pasted, "{self} does not accept text");
        Ok(())
    }

    /// Selects the option of a `<select>` that begins with this text.
    pub async fn choose(&self, option: &str) -> Result<()> {
        self.attached().await?;
        let wanted = Value::from(option);
        let index: i64 = self
            .evaluate(&format!(
                "[...els[0].options].findIndex((one) => normalize(one.text).startsWith({wanted}))"
            ))
            .await?;
        let Ok(index) = usize::try_from(index) else {
            let all: Vec<String> = self
                .evaluate("[...els[0].options].map((one) => normalize(one.text))")
                .await?;
            bail!("{self} has no option '{option}', only {all:?}");
        };
        if Browser::wanted()? == Browser::WebKit {
            // Its driver hangs if an option is clicked.
            let choose = format!(
                "(els[0].selectedIndex = {index}, els[0].dispatchEvent(new Event('change', {{ bubbles: true }})))"
            );
            self.focus().await?;
            self.evaluate::<Value>(&choose).await?;
            return Ok(());
        }
        self.css("option")
            .nth(index)
            .element()
            .await?
            .click()
            .await?;
        Ok(())
    }

    /// The WebDriver element: the first visible one, or else the first.
    pub async fn element(&self) -> Result<Element> {
        self.attached().await?;
        let reference = self
            .evaluate::<Value>("els.find(isVisible) ?? els[0] ?? null")
            .await?;
        let id = reference
            .as_object()
            .and_then(|object| object.values().next())
            .and_then(Value::as_str);
        ensure!(id.is_some(), "{self} is no longer in the page");
        let id = ElementRef::from(id.unwrap_or_default().to_owned());
        Ok(Element::from_element_id(
            self.root.page.client().clone(),
            id,
        ))
    }
}

/// Whether a click that failed with this error may succeed if retried.
fn is_transient(error: &CmdError) -> bool {
    // fantoccini has no method for intercepted clicks.
    let intercepted = matches!(error, CmdError::Standard(error) if error.error == ErrorStatus::ElementClickIntercepted);
    intercepted || error.is_stale_element_reference() || error.is_element_not_interactable()
}
