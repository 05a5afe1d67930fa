// The letter of a practice's page as a Word file, the same as exports/adoption_letter.py makes. Libraries come with the click.
(function () {
  "use strict";
  var button = document.querySelector("[data-letter-word]"), letter = document.getElementById("letter");
  if (!button || !letter) return;
  var label = button.textContent;

  function drafting() {
    return window.smartekaDom.script("assets/drafting/files.js").then(function () { return window.smartekaDrafting.files; });
  }

  // Blocks of the text stand between empty lines; the first is the addressee and the subject, the last the signature.
  function paragraphs(docx, text) {
    var blocks = text.trim().split(/\n\n+/);
    var made = [];
    blocks.forEach(function (block, place) {
      var lines = block.split("\n");
      if (place === 0) {
        made.push(new docx.Paragraph({ alignment: docx.AlignmentType.RIGHT, text: lines[0].replace(/^Кому: /, "") }));
        made.push(new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_1, text: lines[1].replace(/^Тема: /, "") }));
      } else if (place === blocks.length - 1) {
        made.push(new docx.Paragraph({
          children: lines.map(function (line, number) { return new docx.TextRun({ text: line, break: number ? 1 : 0 }); })
        }));
      } else {
        lines.forEach(function (line) {
          var item = /^(–|\d+\.) /.exec(line);
          var look = { text: item ? line.slice(item[0].length) : line };
          if (item) look.numbering = { reference: item[1] === "–" ? "known" : "questions", level: 0 };
          made.push(new docx.Paragraph(look));
        });
      }
    });
    return made;
  }

  function word() {
    return drafting().then(function (files) {
      return files.library("docx", "docx").then(function (docx) {
        var list = function (reference, format, text) {
          var style = { paragraph: { indent: { left: 360, hanging: 360 } } };
          return { reference: reference, levels: [{ level: 0, format: format, text: text, alignment: docx.AlignmentType.LEFT, style: style }] };
        };
        var font = { font: "Arial", size: 22, language: { value: "ru-RU" } };
        var text = letter.textContent;
        return docx.Packer.toBlob(new docx.Document({
          title: /^Тема: (.*)$/m.exec(text)[1].slice(0, 255), creator: "Смартека", lastModifiedBy: "", description: "",
          styles: { default: {
            document: { run: font, paragraph: { spacing: { after: 200 } } },
            heading1: { run: { font: "Arial", size: 28, bold: true }, paragraph: { spacing: { before: 240, after: 200 } } }
          } },
          numbering: { config: [list("known", docx.LevelFormat.BULLET, "•"), list("questions", docx.LevelFormat.DECIMAL, "%1.")] },
          sections: [{
            properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1134, bottom: 1134, left: 1701, right: 850 } } },
            children: paragraphs(docx, text)
          }]
        }));
      }).then(function (data) { files.save(data, button.dataset.letterWord); });
    });
  }

  button.hidden = false;
  button.addEventListener("click", function () {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    word().then(function () { return label; }, function () {
      var said = "Не вышло: проверьте связь и нажмите ещё раз"; // or copy the text, the button is beside
      window.smartekaDom.say(said);
      return said;
    }).then(function (said) {
      button.removeAttribute("aria-busy");
      button.textContent = said;
    });
  });
})();
