import { createApp } from "vue";
import { register } from "virker";
import { files } from "./files";
import Help from "./Help.vue";

register(files);
createApp(Help).mount("main");
