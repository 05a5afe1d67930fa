// What is chosen beside the words: types and values of facets, and how many documents each value would leave.
(function () {
  "use strict";

  // What is chosen, and what a document has: by the order of the facets, the type last.
  function Narrowing(index, types, chosen) {
    this.index = index;
    this.names = index.about.facets.concat("type");
    this.wanted = index.about.facets.map(name => chosen[name] || []).concat([types])
      .map(values => values.length ? new Set(values.map(String)) : null);
    this.kinds = index.kinds();
  }

  Narrowing.prototype = {
    byFacets() { return this.wanted.slice(0, -1).some(Boolean); },
    // Shards that tell the facets of the documents, the types of which may be chosen already.
    shards(ranked) {
      const types = this.index.about.types, needed = new Set();
      for (const document of ranked.complete) needed.add(this.kinds[document]);
      for (const document of ranked.incomplete) needed.add(this.kinds[document]);
      const wanted = this.byFacets() ? null : this.wanted[this.names.length - 1];
      const found = Array.from(needed, place => types[place]).filter(type => !wanted || wanted.has(type[0]));
      return Array.from(new Set(found.map(type => "f" + type[5])));
    },
    // Columns of each type, once their shards are there, and which of their sets of values are wanted.
    read() {
      const about = this.index.about, starts = this.index.facetPlaces(), last = this.names.length - 1;
      this.types = about.types.map((type, place) => {
        const columns = this.index.parsed["f" + type[5]] || [];
        return {
          start: starts[place], columns, wanted: !this.wanted[last] || this.wanted[last].has(type[0]),
          passes: columns.map((column, i) => {
            const wanted = this.wanted[i];
            return wanted && Uint8Array.from(column.sets, values => values.some(value => wanted.has(value)) ? 1 : 0);
          })
        };
      });
    },
    // Place of the only facet that a document fails; −1 if it fails none, −2 if several.
    fails(document) {
      const type = this.types[this.kinds[document]], last = this.names.length - 1;
      let found = type.wanted ? -1 : last;
      for (let i = 0; i < last; i++) {
        if (!this.wanted[i]) continue;
        const passes = type.passes[i];
        if (passes && passes[type.columns[i].of[document + type.start]]) continue;
        if (found >= 0) return -2;
        found = i;
      }
      return found;
    },
    // Documents that fit; incomplete answers stand among them where there are few others.
    list(ranked) {
      this.read();
      const any = this.wanted.some(Boolean), fits = document => !any || this.fails(document) === -1;
      const complete = ranked.complete.filter(fits);
      const rest = complete.length < this.index.rules.few ? ranked.incomplete.filter(fits) : [];
      return { complete: complete.length, documents: complete.concat(rest), partial: rest.length > 0 };
    },
    // How many documents would be listed for each value, were it chosen under the other facets.
    counts(ranked) {
      this.read();
      const few = this.index.rules.few, complete = this.count(ranked.complete), found = {};
      const incomplete = this.count(ranked.incomplete);
      this.names.forEach((name, i) => {
        found[name] = {};
        for (const value of new Set([...complete[i].keys(), ...incomplete[i].keys()])) {
          const sure = complete[i].get(value) || 0;
          found[name][value] = sure < few ? sure + (incomplete[i].get(value) || 0) : sure;
        }
      });
      return found;
    },
    // Sets of values are counted first, then the values of each set.
    count(documents) {
      const last = this.names.length - 1, about = this.index.about;
      const sets = this.types.map(type => type.columns.map(column => new Uint32Array(column.sets.length)));
      const types = new Uint32Array(about.types.length), counts = this.names.map(() => new Map());
      for (const document of documents) {
        const fails = this.fails(document), kind = this.kinds[document], type = this.types[kind];
        if (fails === -2) continue;
        if (fails === -1 || fails === last) types[kind]++;
        for (let i = 0; i < type.columns.length; i++) {
          if (fails === -1 || fails === i) sets[kind][i][type.columns[i].of[document + type.start]]++;
        }
      }
      const add = (i, value, count) => { if (count) counts[i].set(value, (counts[i].get(value) || 0) + count); };
      this.types.forEach((type, kind) => {
        add(last, about.types[kind][0], types[kind]);
        type.columns.forEach((column, i) => {
          column.sets.forEach((values, set) => { for (const value of values) add(i, value, sets[kind][i][set]); });
        });
      });
      return counts;
    },
    values(document) {
      const type = this.types[this.kinds[document]];
      return type.columns.map(column => column.sets[column.of[document + type.start]]);
    },
    facets(document) {
      const found = {};
      this.values(document).forEach((values, i) => { found[this.names[i]] = values; });
      return found;
    }
  };

  /**
   * Narrowing(index, types, chosen: facet → values); list(ranked) → {complete: how many, documents, partial}; counts(ranked) → facet →
   * value → number; facets(document) → facet → values. shards(ranked) have to be loaded before.
   */
  window.smartekaSearch.facets = { Narrowing };
})();
