//! The circumstances in which a page is seen: medium, preferences, network.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::{Page, View, until};
use crate::wire;

impl Page {
    /// Gives the page a window of this size.
    pub async fn resize(&self, view: View) -> Result<()> {
        if Browser::wanted()? != Browser::Chromium {
            return self.resize_window(view).await;
        }
        let params = json!({
            "width": view.width, "height": view.height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", params)
            .await?;
        Ok(())
    }

    /// Makes the window itself so large that the page in it has this size.
    async fn resize_window(&self, view: View) -> Result<()> {
        let View { width, height } = view;
        let mut last = [0_u32; 4];
        self.client().set_window_size(width, height).await?;
        until(&format!("the window is {width} × {height}"), async || {
            // What stands around the page is only known once there is a window, and the window follows in its own time:
            // nothing is made of its size before it has come to rest.
            self.settle().await?;
            let [inner_width, inner_height, outer_width, outer_height]: [u32; 4] = self
                .ask(
                    "return [innerWidth, innerHeight, outerWidth, outerHeight]",
                    vec![],
                )
                .await?;
            let now = [inner_width, inner_height, outer_width, outer_height];
            let rests = std::mem::replace(&mut last, now) == now;
            if !rests {
                return Ok(None);
            }
            if (inner_width, inner_height) == (width, height) {
                return Ok(Some(()));
            }
            let wanted = (
                width + outer_width.saturating_sub(inner_width),
                height + outer_height.saturating_sub(inner_height),
            );
            self.client().set_window_size(wanted.0, wanted.1).await?;
            Ok(None)
        })
        .await
    }

    /// Shows the page as for this medium ("print", or "" for the screen) with these preferences,
    /// for example `("forced-colors", "active")`.
    pub async fn emulate_media(&self, medium: &str, preferences: &[(&str, &str)]) -> Result<()> {
        let features: Vec<Value> = preferences
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({"media": medium, "features": features}),
        )
        .await?;
        Ok(())
    }

    /// Takes the network away or gives it back.
    pub async fn offline(&self, offline: bool) -> Result<()> {
        self.network_conditions(offline, Duration::ZERO, None).await
    }

    /// Makes the network slow: how long each answer waits, and how many bytes come in a second.
    pub async fn throttle(&self, latency: Duration, bytes_per_second: u32) -> Result<()> {
        self.network_conditions(false, latency, Some(bytes_per_second))
            .await
    }

    async fn network_conditions(
        &self,
        offline: bool,
        latency: Duration,
        rate: Option<u32>,
    ) -> Result<()> {
        let rate = rate.map_or(-1.0, f64::from);
        let params = json!({
            "offline": offline, "latency": latency.as_millis() as u64,
            "downloadThroughput": rate, "uploadThroughput": rate,
        });
        self.devtools("Network.emulateNetworkConditions", params)
            .await?;
        Ok(())
    }

    /// Sends a command of the DevTools protocol.
    pub async fn devtools(&self, method: &'static str, params: Value) -> Result<Value> {
        wire::devtools(self.client(), method, params).await
    }
}
