// docxtemplater as its manual has it: a new document from the same bytes for each render.
import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";
import { measure } from "./measure.mjs";

await measure((template, data) => {
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
  document.render(data);
  return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
});
