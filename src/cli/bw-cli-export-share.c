/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-export-private.h"

#include <glib/gi18n-lib.h>

static gboolean
parse_ids (char *const  *words,
           GArray       *ids,
           GError      **error)
{
  for (; words != NULL && *words != NULL; words++)
    {
      gint64 id;

      if (!bw_cli_parse_id (*words, &id, error))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return TRUE;
}

static void
print_list (const BwShare *share)
{
  GPtrArray *entries = bw_share_get_entries (share);
  g_autoptr (BwTable) table = bw_table_new ("lrl");

  bw_table_add (table, g_strdup (_("File")), g_strdup (_("Size")), g_strdup (_("What it holds")));
  for (guint i = 0; i < entries->len; i++)
    {
      const BwShareEntry *entry = g_ptr_array_index (entries, i);

      bw_table_add (table, g_strdup (entry->name), bw_cli_format_size (entry->size),
                    g_strdup (entry->holds));
    }
  bw_table_print (table, TRUE);
}

static void
print_description (const BwShare *share)
{
  g_auto (GStrv) lines = bw_share_describe (share);

  for (guint i = 0; lines[i] != NULL; i++)
    g_print ("%s\n", lines[i]);
}

static void
list (BwCli         *cli,
      const BwShare *share)
{
  bw_cli_clear_progress ();
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      bw_cli_export_add_share (share, builder);
      json_builder_end_object (builder);
      bw_cli_print_builder (builder);
      return;
    }
  print_list (share);
  g_print ("\n");
  print_description (share);
}

gboolean
bw_cli_export_share (BwCli                     *cli,
                     const BwCliExportOptions  *options,
                     const char                *kind,
                     const char                *path,
                     BwCliExported             *exported,
                     GError                   **error)
{
  BwShareOptions choice = {
    .labelled_only = options->labelled,
    .has_from = TRUE,
    .has_to = TRUE,
    .with_notes = options->with_notes,
  };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;

  if (!parse_ids (options->ids, ids, error))
    return FALSE;
  library = bw_cli_open_library (cli, options->list ? BW_LIBRARY_READ : BW_LIBRARY_WRITE, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (!bw_cli_parse_span (options->rhythm.from, options->rhythm.to, zone, &choice.from_ms,
                          &choice.to_ms, error))
    return FALSE;
  /* What is written after that takes longer, and has the progress. */
  exported->share = bw_share_new (library, (const gint64 *) (gpointer) ids->data, ids->len, &choice,
                                  options->list ? cli->progress : NULL, cli->cancellable, error);
  if (exported->share == NULL)
    return FALSE;
  if (options->list)
    {
      list (cli, exported->share);
      exported->is_help = TRUE;
      return TRUE;
    }
  return bw_share_write (exported->share, library, path, cli->progress, cli->cancellable, error);
}

void
bw_cli_export_tell_share (const BwCliExportOptions *options,
                          const BwCliExported      *exported,
                          const char               *shown)
{
  guint fasting = bw_share_count (exported->share, BW_LABEL_FASTING);
  guint glucose = bw_share_count (exported->share, BW_LABEL_GLUCOSE);
  guint n = fasting + glucose + bw_share_count (exported->share, BW_LABEL_NONE);

  g_print (g_dngettext (GETTEXT_PACKAGE,
                        "Wrote %u ECG recording to “%s”: %u fasting, %u after glucose.\n",
                        "Wrote %u ECG recordings to “%s”: %u fasting, %u after glucose.\n", n),
           n, shown, fasting, glucose);
  print_description (exported->share);
}

void
bw_cli_export_add_share (const BwShare *share,
                         JsonBuilder   *builder)
{
  GPtrArray *entries = bw_share_get_entries (share);

  bw_json_add_int (builder, "fasting", bw_share_count (share, BW_LABEL_FASTING));
  bw_json_add_int (builder, "glucose", bw_share_count (share, BW_LABEL_GLUCOSE));
  bw_json_add_int (builder, "unlabelled", bw_share_count (share, BW_LABEL_NONE));
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const BwShareEntry *entry = g_ptr_array_index (entries, i);

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "name", entry->name);
      bw_json_add_int (builder, "size_bytes", entry->size);
      if (entry->recording_id != 0)
        bw_json_add_int (builder, "recording", entry->recording_id);
      else
        bw_json_add_null (builder, "recording");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
