//! Keyboard input, sent to the focused element.

use anyhow::{Context, Result, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use crate::locator::Locator;
use crate::page::Page;

impl Page {
    /// Presses and releases a key.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.chord(&[], key).await
    }

    /// Presses Shift and Tab.
    pub async fn press_back_tab(&self) -> Result<()> {
        self.chord(&[Key::Shift], Key::Tab).await
    }

    /// Presses a key while holding modifiers.
    pub async fn chord(&self, modifiers: &[Key], key: Key) -> Result<()> {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for modifier in modifiers {
            keys = keys.then(KeyAction::Down {
                value: code(*modifier)?,
            });
        }
        keys = keys
            .then(KeyAction::Down { value: code(key)? })
            .then(KeyAction::Up { value: code(key)? });
        for modifier in modifiers.iter().rev() {
            keys = keys.then(KeyAction::Up {
                value: code(*modifier)?,
            });
        }
        self.client()
            .perform_actions(keys)
            .await
            .with_context(|| format!("pressing {key:?}"))
    }

    /// Types text, key by key.
    pub async fn type_keys(&self, text: &str) -> Result<()> {
        // A line break is typed with Enter.
        let enter = code(Key::Enter)?;
        let letters = text
            .chars()
            .map(|letter| if letter == '\n' { enter } else { letter });
        let keys = letters.fold(KeyActions::new("keyboard".to_owned()), |keys, letter| {
            keys.then(KeyAction::Down { value: letter })
                .then(KeyAction::Up { value: letter })
        });
        self.client()
            .perform_actions(keys)
            .await
            .with_context(|| format!("typing '{text}'"))
    }

    /// Presses Tab until the element has the focus, at most this many times.
    pub async fn tab_to(&self, target: &Locator<'_>, at_most: usize) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..at_most {
            if target.has_focus().await? {
                return Ok(());
            }
            self.press(Key::Tab).await?;
            passed.push(self.active_element().await?.to_string());
        }
        if target.has_focus().await? {
            return Ok(());
        }
        bail!(
            "Tab did not reach {target} in {at_most} steps; it passed:\n  {}",
            passed.join("\n  ")
        )
    }
}

fn code(key: Key) -> Result<char> {
    key.chars()
        .next()
        .with_context(|| format!("{key:?} has no code"))
}
