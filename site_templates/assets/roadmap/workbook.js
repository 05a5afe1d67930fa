// A workbook of Excel (.xlsx) → rows of the sheet that holds a form, as generator/editing/importing/form_cells.py.
//
// Fetched when somebody opens such a file. A day is {day: "2027-03-01"}, a number is {number: "12.5"}, a text is a text.
(function () {
  "use strict";

  var MOST_BYTES = 50000000, MOST_CELLS = 400000, LONG = 1000;
  var fill = window.smartekaRoadmap.fill;

  // words: {workbook, cell}: texts of faults, [message, next step] by kind.
  // → a promise of {rows: [{number, title, cells: {column: value}, firstSpan, percents: {column: true}}], unread: [titles]};
  // where it cannot be read, it fails with an error that has faults: [{row, column, text}].
  function workbook(buffer, sign, words) {
    function fail(kind, values) {
      throw failed([{ row: 0, column: 0, text: said(words.workbook[kind], values) }]);
    }
    if (!buffer.byteLength) return Promise.reject(failed([{ row: 0, column: 0, text: said(words.workbook.empty) }]));
    if (buffer.byteLength > MOST_BYTES) return Promise.reject(failed([{ row: 0, column: 0, text: said(words.workbook.large, { text: MOST_BYTES / 1e6 }) }]));
    return unpacked(buffer).then(sheets).catch(function (error) {
      if (error.faults || error.told) throw error;
      return fail(error.many ? "many-cells" : "broken", { text: MOST_CELLS });
    }).then(function (book) {
      book.sheets.forEach(function (sheet) {
        if (sheet.rows * sheet.columns > MOST_CELLS) fail("large-sheet", { text: sheet.title, rows: sheet.rows, columns: sheet.columns });
      });
      var filled = book.sheets.filter(function (sheet) { return sheet.rows * sheet.columns > 1 || sheet.cells.length; });
      var holding = filled.filter(function (sheet) {
        return sheet.cells.some(function (cell) { return same(cell.value, sign); });
      });
      if (!holding.length) fail("not-form", { text: sign });
      if (holding.length > 1) fail("several", { text: holding.map(function (sheet) { return "«" + sheet.title + "»"; }).join(", ") });
      return {
        rows: rows(holding[0], words.cell),
        unread: filled.filter(function (sheet) { return sheet !== holding[0]; }).map(function (sheet) { return sheet.title; })
      };
    });
  }

  function said(texts, values) {
    return fill(texts[0], values || {}) + " (" + texts[1] + ")";
  }
  function failed(faults) {
    var error = new Error(faults.map(function (each) { return each.text; }).join("\n"));
    error.faults = faults;
    return error;
  }
  function folded(text) {
    return text.split(/\s+/).filter(Boolean).join(" ").toLowerCase().replace(/ё/g, "е");
  }
  function same(value, text) { // whatever blanks and capitals a cell has
    return typeof value === "string" && value.length < LONG && folded(value) === folded(text);
  }

  // --- The package: a zip archive with a table of contents at its end

  function unpacked(buffer) { // → a promise of {name: function () → promise of its text}
    if (!window.DecompressionStream) {
      var old = new Error("Этот браузер слишком стар, чтобы открывать книги Excel. Обновите его или проверьте файл командой smarteka roadmap check.");
      old.told = true;
      return Promise.reject(old);
    }
    return new Promise(function (done) {
      var view = new DataView(buffer), end = buffer.byteLength - 22, first = Math.max(0, end - 65535); // a comment may follow
      while (end >= first && view.getUint32(end, true) !== 0x06054b50) end -= 1;
      if (end < first) throw new Error("zip");
      var count = view.getUint16(end + 10, true), at = view.getUint32(end + 16, true), files = {}, left = { bytes: MOST_BYTES };
      for (var i = 0; i < count; i += 1) {
        if (view.getUint32(at, true) !== 0x02014b50) throw new Error("zip");
        var name = new TextDecoder().decode(new Uint8Array(buffer, at + 46, view.getUint16(at + 28, true)));
        files[name] = file(buffer, view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true), left);
        at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      }
      done(files);
    });
  }
  function file(buffer, method, size, at, left) {
    return function () {
      var view = new DataView(buffer);
      if (view.getUint32(at, true) !== 0x04034b50 || (method !== 0 && method !== 8)) throw new Error("zip");
      var bytes = new Uint8Array(buffer, at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true), size);
      if (!method) return Promise.resolve(new TextDecoder().decode(bytes));
      var reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
      var decoder = new TextDecoder(), text = "";
      return reader.read().then(function more(part) {
        if (part.done) return text + decoder.decode();
        left.bytes -= part.value.length; // a small archive may hold a great deal
        if (left.bytes < 0) throw new Error("zip");
        text += decoder.decode(part.value, { stream: true });
        return reader.read().then(more);
      });
    };
  }

  // --- The workbook: XML files that refer to each other

  function sheets(files) { // → {sheets: [{title, rows, columns, cells: [{row, column, value, …}], merged}]}
    function read(path) {
      if (!files[path]) return Promise.resolve(null);
      return files[path]().then(function (text) {
        var found = new DOMParser().parseFromString(text, "application/xml");
        if (found.getElementsByTagName("parsererror").length) throw new Error("xml");
        return found;
      });
    }
    function related(path) { // → a promise of {id: {type, path}}
      var folder = path.slice(0, path.lastIndexOf("/") + 1);
      return read(folder + "_rels/" + path.slice(folder.length) + ".rels").then(function (found) {
        var all = {};
        each(found, "Relationship", function (one) {
          var target = new URL(one.getAttribute("Target"), "file:///" + folder).pathname.slice(1);
          all[one.getAttribute("Id")] = { type: one.getAttribute("Type").split("/").pop(), path: decodeURIComponent(target) };
        });
        return all;
      });
    }
    function ofType(all, type) {
      var id = Object.keys(all).filter(function (one) { return all[one].type === type; })[0];
      return id ? all[id].path : "";
    }
    var main, parts;
    return related("").then(function (all) {
      main = ofType(all, "officeDocument");
      return related(main);
    }).then(function (all) {
      parts = all;
      return Promise.all([read(main), read(ofType(all, "sharedStrings")), read(ofType(all, "styles"))]);
    }).then(function (found) {
      var texts = [], since1904 = false, wanted = [], left = { cells: MOST_CELLS };
      each(found[1], "si", function (one) { texts.push(written(one)); });
      each(found[0], "workbookPr", function (one) { since1904 = /^(1|true)$/.test(one.getAttribute("date1904")); });
      each(found[0], "sheet", function (one) {
        var id = Array.prototype.filter.call(one.attributes, function (each) { return each.localName === "id" && each.namespaceURI; })[0];
        var part = id && parts[id.value];
        if (part && part.type === "worksheet") wanted.push({ title: one.getAttribute("name"), path: part.path });
      });
      var looks = styles(found[2]);
      return Promise.all(wanted.map(function (one) {
        return read(one.path).then(function (xml) { return sheet(one.title, xml, texts, looks, since1904, left); });
      }));
    }).then(function (all) { return { sheets: all }; });
  }
  function each(xml, name, take) {
    if (xml) Array.prototype.forEach.call(xml.getElementsByTagNameNS("*", name), take);
  }
  function written(xml) { // a text, also one of several looks; how it is pronounced (rPh) is no part of it
    var text = "";
    each(xml, "t", function (one) { if (one.parentNode.localName !== "rPh") text += one.textContent; });
    return text;
  }
  function styles(xml) { // → {day, span, percent} of each style
    var codes = { 9: "0%", 10: "0.00%" }, found = [];
    for (var i = 14; i <= 22; i += 1) codes[i] = "d";
    codes[45] = "mm:ss";
    codes[46] = "[h]:mm:ss";
    codes[47] = "mmss.0";
    each(xml, "numFmt", function (one) { codes[one.getAttribute("numFmtId")] = one.getAttribute("formatCode"); });
    each(xml, "cellXfs", function (all) {
      each(all, "xf", function (one) {
        var code = codes[one.getAttribute("numFmtId")] || "", first = code.split(";")[0].slice(0, 255);
        var bare = first.replace(/"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g, "");
        found.push({ day: /(^|[^_\\])[dmhys]/i.test(bare), percent: code.indexOf("%") >= 0 });
      });
    });
    return found;
  }

  function sheet(title, xml, texts, looks, since1904, left) {
    var made = { title: title, rows: 0, columns: 0, cells: [], merged: [] }, covered = {};
    each(xml, "mergeCell", function (one) {
      var ends = one.getAttribute("ref").split(":").map(position);
      if (ends.length < 2) return;
      made.merged.push({ ref: one.getAttribute("ref"), row: ends[0].row, column: ends[0].column, toRow: ends[1].row, toColumn: ends[1].column });
    });
    made.merged.forEach(function (area) {
      left.cells -= Math.max(0, area.toRow - area.row + 1) * Math.max(0, area.toColumn - area.column + 1);
    });
    left.cells -= xml.getElementsByTagNameNS("*", "c").length;
    if (left.cells < 0) throw Object.assign(new Error("cells"), { many: true }); // a small file may merge a whole sheet
    made.merged.forEach(function (area) {
      for (var r = area.row; r <= area.toRow; r += 1) for (var c = area.column; c <= area.toColumn; c += 1) {
        if (r !== area.row || c !== area.column) covered[r + "," + c] = true;
      }
    });
    var row = 0, column = 0;
    each(xml, "row", function (line) {
      row = Number(line.getAttribute("r")) || row + 1;
      column = 0;
      each(line, "c", function (one) {
        var at = one.getAttribute("r");
        column = at ? position(at).column : column + 1;
        made.rows = Math.max(made.rows, row);
        made.columns = Math.max(made.columns, column);
        var cell = covered[row + "," + column] ? null : read(one, texts, looks[Number(one.getAttribute("s"))] || {}, since1904);
        if (cell) made.cells.push(Object.assign(cell, { row: row, column: column }));
      });
    });
    return made;
  }
  function position(ref) {
    var found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
    if (!found) throw new Error("xml");
    return { row: Number(found[2]), column: found[1].split("").reduce(function (sum, letter) { return sum * 26 + letter.charCodeAt(0) - 64; }, 0) };
  }
  function letter(column) {
    var letters = "";
    for (; column; column = Math.floor((column - 1) / 26)) letters = String.fromCharCode(65 + (column - 1) % 26) + letters;
    return letters;
  }
  function part(cell, name) {
    return Array.prototype.filter.call(cell.children, function (one) { return one.localName === name; })[0];
  }

  // → {value} or {fault, text}; null where there is nothing
  function read(cell, texts, look, since1904) {
    var type = cell.getAttribute("t") || "n", value = part(cell, "v"), formula = part(cell, "f");
    if (type === "inlineStr") return { value: written(part(cell, "is")).trim() };
    var text = value ? value.textContent : "";
    if (!text) return formula && formula.textContent ? { fault: "formula", text: "=" + formula.textContent } : null;
    if (type === "s") return { value: texts[Number(text)].trim() };
    if (type === "str") return { value: text.trim() };
    if (type === "e") return { fault: "error", text: text };
    if (type === "b") return { fault: "odd-value", text: text === "1" ? "True" : "False" };
    if (type === "d") return moment(Date.parse(/T/.test(text) ? text.replace(/Z?$/, "Z") : text + "T00:00:00Z"));
    if (!isFinite(Number(text))) throw new Error("xml");
    if (!look.day) return { value: { number: plain(text) }, percent: look.percent };
    var days = Number(text) + (!since1904 && Number(text) > 0 && Number(text) < 60 ? 1 : 0); // Excel's 29 February 1900
    if (days >= 0 && days < 1) return { fault: "odd-value", text: new Date(days * 864e5).toISOString().slice(11, 19) };
    return moment(Math.round((days - (since1904 ? 24107 : 25569)) * 864e5));
  }
  function moment(time) {
    var text = new Date(time).toISOString();
    return text.slice(11, 19) === "00:00:00" ? { value: { day: text.slice(0, 10) } } : { fault: "odd-value", text: text.slice(0, 19).replace("T", " ") };
  }
  function plain(text) { // «1E-3» as people write it
    return /e/i.test(text) ? Number(text).toFixed(20).replace(/\.?0+$/, "") : text;
  }

  function rows(sheet, words) {
    var faults = [], found = [], spans = {}, filled = {};
    function fault(row, column, kind, text) {
      faults.push({ row: row, column: column, text: place(sheet.title, row, column) + ": " + said(words[kind], { text: text }) });
    }
    sheet.cells.forEach(function (cell) { filled[cell.row + "," + cell.column] = true; });
    sheet.merged.forEach(function (area) {
      var at = area.row + "," + area.column;
      spans[at] = area.toColumn - area.column + 1;
      if (area.toRow > area.row && filled[at]) fault(area.row, area.column, "merged", area.ref);
    });
    sheet.cells.forEach(function (cell) {
      if (cell.fault) {
        fault(cell.row, cell.column, cell.fault, cell.text);
        return;
      }
      if (cell.value === "") return;
      var row = found[found.length - 1];
      if (!row || row.number !== cell.row) {
        row = { number: cell.row, title: sheet.title, cells: {}, percents: {}, firstSpan: spans[cell.row + "," + cell.column] || 1 };
        found.push(row);
      }
      row.cells[cell.column] = cell.value;
      if (cell.percent) row.percents[cell.column] = true;
    });
    if (faults.length) throw failed(inOrder(faults));
    return found;
  }
  function place(title, row, column) {
    return "лист «" + title + "», ячейка " + letter(column) + row;
  }
  function inOrder(faults) {
    return faults.slice().sort(function (a, b) { return a.row - b.row || a.column - b.column; });
  }

  Object.assign(window.smartekaRoadmap, { workbook: workbook, sameText: same, failed: function (faults) { return failed(inOrder(faults)); }, place: place, said: said });
})();
