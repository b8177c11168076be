/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "cli/bw-cli-import-private.h"
#include "cli/bw-cli-output.h"
#include "import/bw-watch.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

typedef struct
{
  BwCli *cli;
  BwLibrary *library;
  const BwImportOptions *options;
  JsonBuilder *builder;  /* the array of files is open */
  GError *error;         /* what ends it all */
} Watching;

static void
tell (const char *path,
      const char *what)
{
  g_autofree char *base = g_filename_display_basename (path);
  g_autofree char *name = bw_cli_format_text (base);
  g_autofree char *text = bw_cli_format_text (what);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *clock = g_date_time_format (now, "%H:%M");

  g_print ("%s  %s: %s\n", clock, name, text);
  /* Whoever reads along is to see it now. */
  fflush (stdout);
}

static void
tell_imported (const char     *path,
               const BwImport *total)
{
  guint64 n = total->records + total->ecgs + total->rr_recordings;
  g_autofree char *records = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
  g_autofree char *added = g_strdup_printf ("%" G_GUINT64_FORMAT, total->n_new);
  /* Translators: two numbers: "42,368 records, 1,204 new" */
  g_autofree char *text = g_strdup_printf (ngettext ("%s record, %s new", "%s records, %s new",
                                                     (gulong) n),
                                           records, added);

  tell (path, text);
}

static void
add_imported (JsonBuilder          *builder,
              const BwImportResult *result)
{
  for (guint i = 0; i < result->files->len; i++)
    {
      const BwImport *import = g_ptr_array_index (result->files, i);

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "path", import->path);
      bw_json_add_string (builder, "format", import->format);
      bw_json_add_null (builder, "error");
      bw_cli_add_import (builder, import);
      json_builder_end_object (builder);
    }
}

static void
add_failed (JsonBuilder  *builder,
            const char   *path,
            const GError *error)
{
  g_autofree char *shown = g_filename_display_name (path);

  json_builder_begin_object (builder);
  bw_json_add_string (builder, "path", shown);
  bw_json_add_null (builder, "format");
  bw_json_add_string (builder, "error", error->message);
  json_builder_end_object (builder);
}

static void
on_arrived (BwWatch    *watch,
            const char *path,
            Watching   *self)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportResult) result = NULL;

  if (self->error != NULL)
    return;
  result = bw_import_paths (self->library, paths, self->options, self->cli->progress,
                            self->cli->cancellable, &error);
  bw_cli_clear_progress ();
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->error = g_steal_pointer (&error);
      return;
    }
  bw_watch_finish (watch, path, TRUE);
  if (self->cli->json)
    {
      if (result != NULL)
        add_imported (self->builder, result);
      else
        add_failed (self->builder, path, error);
    }
  else if (result != NULL)
    tell_imported (path, result->total);
  else
    tell (path, error->message);
}

/* What comes and goes, such as a drive, may come again. */
static void
on_changed (BwWatch  *watch,
            Watching *self)
{
  const GError *error = bw_watch_get_error (watch);

  if (error != NULL && !self->cli->json)
    tell (bw_watch_get_folder (watch), error->message);
}

/* On the thread that waits for signals. */
static void
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  g_main_context_wakeup (NULL);
}

gboolean
bw_cli_import_watch (BwCli                  *cli,
                     BwLibrary              *library,
                     const char             *folder,
                     const BwImportOptions  *options,
                     GError                **error)
{
  g_autofree char *canonical = g_canonicalize_filename (folder, NULL);
  g_autoptr (BwWatch) watch = bw_watch_new (canonical, NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  Watching self = { cli, library, options, builder, NULL };
  g_autofree char *shown = g_filename_display_name (canonical);
  gulong id;

  if (!g_file_test (canonical, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("There is no folder “%s”"), shown);
      return FALSE;
    }
  json_builder_begin_object (builder);
  bw_json_add_string (builder, "folder", shown);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);

  g_signal_connect (watch, "arrived", G_CALLBACK (on_arrived), &self);
  g_signal_connect (watch, "changed", G_CALLBACK (on_changed), &self);
  bw_watch_start (watch, TRUE);
  id = g_cancellable_connect (cli->cancellable, G_CALLBACK (on_cancelled), NULL, NULL);
  while (!g_cancellable_is_cancelled (cli->cancellable) && self.error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_disconnect (cli->cancellable, id);
  bw_watch_stop (watch);

  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return FALSE;
    }
  if (cli->json)
    bw_cli_print_builder (builder);
  return TRUE;
}
