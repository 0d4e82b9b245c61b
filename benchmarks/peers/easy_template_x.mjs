// easy-template-x as its manual has it: one handler, `process` for each render.
import { TemplateHandler } from "easy-template-x";
import { measure } from "./measure.mjs";

const handler = new TemplateHandler();
await measure((template, data) => handler.process(template, data));
