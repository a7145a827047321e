import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { register } from "virker";
import type {} from "virker/react";
import { catalogue, files } from "./files";

register(files);

const Help = () => {
  const [isReady, setReady] = useState(false);
  return (
    <>
      <output>{isReady ? "ready" : "waiting"}</output>
      <virker-panel catalogue={catalogue} heading-level={3} onvirker-ready={() => setReady(true)}>
        <a href="/hjaelp">Se, hvad der kan hjælpe</a>
      </virker-panel>
    </>
  );
};

// Strict mode draws everything twice.
createRoot(document.querySelector("main")!).render(
  <StrictMode>
    <Help />
  </StrictMode>,
);
