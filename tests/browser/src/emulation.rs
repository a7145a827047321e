//! Emulation of window sizes, media, preferences and network conditions.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::{Page, Viewport, until};
use crate::webdriver;

impl Page {
    /// Sets the viewport's size.
    pub async fn resize(&self, viewport: Viewport) -> Result<()> {
        if Browser::wanted()? != Browser::Chromium {
            return self.resize_window(viewport).await;
        }
        let params = json!({
            "width": viewport.width, "height": viewport.height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", params)
            .await?;
        Ok(())
    }

    /// Resizes the window until its viewport has this size.
    async fn resize_window(&self, viewport: Viewport) -> Result<()> {
        let Viewport { width, height } = viewport;
        let mut last = [0_u32; 4];
        self.client().set_window_size(width, height).await?;
        until(&format!("the window is {width} × {height}"), async || {
            // The size of the browser's own controls is only known once there is a window, and windows are resized
            // asynchronously: compare only when the size no longer changes.
            self.settle().await?;
            let [inner_width, inner_height, outer_width, outer_height]: [u32; 4] = self
                .evaluate(
                    "return [innerWidth, innerHeight, outerWidth, outerHeight]",
                    vec![],
                )
                .await?;
            let now = [inner_width, inner_height, outer_width, outer_height];
            let stable = std::mem::replace(&mut last, now) == now;
            if !stable {
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

    /// Emulates a medium ("print", or "" for the screen) and preferences, such as
    /// `("forced-colors", "active")`.
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

    /// Disconnects or reconnects the network. In other browsers than Chromium, the page is only told so.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        if Browser::wanted()? != Browser::Chromium {
            self.run(
                "Object.defineProperty(navigator, 'onLine', { value: !arguments[0], configurable: true });
                 dispatchEvent(new Event(arguments[0] ? 'offline' : 'online')); return null",
                vec![offline.into()],
            )
            .await?;
            return Ok(());
        }
        self.network_conditions(offline, Duration::ZERO, None).await
    }

    /// Throttles the network: the delay before each response, and the rate in both directions.
    pub async fn throttle(&self, latency: Duration, bytes_per_second: u32) -> Result<()> {
        self.throttle_to(latency, bytes_per_second, bytes_per_second)
            .await
    }

    /// Throttles the network: the delay before each response, and the bytes per second that come and that go.
    pub async fn throttle_to(&self, latency: Duration, down: u32, up: u32) -> Result<()> {
        self.network_conditions(false, latency, Some((down, up)))
            .await
    }

    /// Makes the page's main thread so many times slower; 1 is as fast as it is. Workers stay as they are.
    pub async fn slow_down(&self, times: u32) -> Result<()> {
        self.devtools("Emulation.setCPUThrottlingRate", json!({"rate": times}))
            .await?;
        Ok(())
    }

    async fn network_conditions(
        &self,
        offline: bool,
        latency: Duration,
        rates: Option<(u32, u32)>,
    ) -> Result<()> {
        let (down, up) = rates.map_or((-1.0, -1.0), |(down, up)| (down.into(), up.into()));
        let params = json!({
            "offline": offline, "latency": latency.as_millis() as u64,
            "downloadThroughput": down, "uploadThroughput": up,
        });
        self.devtools("Network.emulateNetworkConditions", params)
            .await?;
        Ok(())
    }

    /// Sends a command of the DevTools protocol.
    pub async fn devtools(&self, method: &'static str, params: Value) -> Result<Value> {
        webdriver::devtools(self.client(), method, params).await
    }
}
