// What Decap CMS says in Russian beyond its own translation: words it lacks, and some that mean
// something else here: what is saved on an editor's own computer is a file, not a publication.
(function () {
  "use strict";

  var EVERYWHERE = {
    auth: { loginWithForgejo: "Войти через Forgejo" },
    collection: {
      collectionTop: { viewAsList: "Показать списком", viewAsGrid: "Показать плиткой" },
      entries: { unpublishedHeader: "Ещё не опубликованы" }
    },
    editor: {
      editorControl: { field: { optional: "необязательно", widgetLabel: "Поле" } },
      editorInterface: { toggleNotes: "Показать или скрыть заметки" },
      editorNotesPane: {
        title: "Заметки", emptyState: "Заметок нет.", addNote: "Добавить заметку", addPlaceholder: "Новая заметка…", editPlaceholder: "Заметка…",
        save: "Сохранить", cancel: "Отменить", edit: "Изменить", delete: "Удалить", resolve: "Решено", unresolve: "Не решено",
        confirmDelete: "Удалить заметку?", shortcut: "Ctrl+Enter – добавить заметку"
      },
      editorToolbar: { unsavedChanges: "Есть несохранённое" },
      editorWidgets: { datetime: { setToNow: "%{fieldLabel}: сегодня", now: "Сегодня" }, object: { expand: "Развернуть", collapse: "Свернуть" } }
    },
    ui: {
      settingsDropdown: { account: "Выход и настройки" },
      toast: {
        missingRequiredField: "Не всё обязательное заполнено: такие поля отмечены красным.",
        noteAdded: "Заметка добавлена", noteUpdated: "Заметка изменена", noteDeleted: "Заметка удалена", noteResolved: "Заметка решена",
        noteReopened: "Заметка открыта снова", onFailToAddNote: "Заметка не добавлена: %{details}", onFailToUpdateNote: "Заметка не изменена: %{details}",
        onFailToDeleteNote: "Заметка не удалена: %{details}", onFailToToggleNote: "Заметка не изменена: %{details}"
      }
    },
    workflow: { workflowList: { currentEntries: "записей: %{smart_count} |||| записей: %{smart_count}" } }
  };
  var HERE = {
    editor: {
      editorToolbar: {
        publish: "Сохранить", publishing: "Сохраняется…", published: "Сохранено", publishNow: "Сохранить",
        publishAndCreateNew: "Сохранить и начать новую", publishAndDuplicate: "Сохранить и взять за образец", duplicate: "Взять за образец"
      }
    }
  };

  function put(into, words) {
    Object.keys(words).forEach(function (key) {
      if (typeof words[key] === "string") into[key] = words[key];
      else put((into[key] = into[key] || {}), words[key]);
    });
  }

  // here: whether records are files of this very computer.
  window.smartekaFormWords = function (CMS, here) {
    var phrases = JSON.parse(JSON.stringify(CMS.getLocale("ru")));
    put(phrases, EVERYWHERE);
    if (here) put(phrases, HERE);
    CMS.registerLocale("ru", phrases);
  };
})();
