import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("virker-") } } })],
  build: { target: "es2022", rollupOptions: { input: ["plain.html", "react.html", "vue.html"] } },
});
