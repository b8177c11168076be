/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "store/bw-recordings.h"

#include <glib/gi18n-lib.h>

/* Ids of recordings, checked before anything is changed.
 * Returns: (transfer full) (nullable) (element-type gint64) */
static GArray *
read_ids (char   **words,
          guint    n,
          GError **error)
{
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  for (guint i = 0; i < n; i++)
    {
      gint64 id;

      if (!g_ascii_string_to_signed (words[i], 10, 1, G_MAXINT64, &id, NULL))
        {
          bw_cli_set_usage_error (
            error, _("“%s” is not the ID of a recording; “beatwise-cli ecgs” lists them"), words[i]);
          return NULL;
        }
      g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GArray) ids = NULL;
  BwLabel label;
  guint n;

  if (!bw_cli_parse (cli, NULL, 2, 0, &words, error))
    return FALSE;
  n = g_strv_length (words) - 1;
  if (!bw_label_from_id (words[n], &label))
    return bw_cli_set_usage_error (error,
                                   _("The last word is “fasting”, “glucose” or “none”, not “%s”"),
                                   words[n]);
  ids = read_ids (words, n, error);
  if (ids == NULL)
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL || !bw_library_begin (library, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!bw_library_set_label (library, g_array_index (ids, gint64, i), label, "beatwise-cli",
                               error))
      {
        bw_library_rollback (library);
        return FALSE;
      }
  if (!bw_library_commit (library, error))
    return FALSE;

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_array (builder);
      for (guint i = 0; i < n; i++)
        {
          json_builder_begin_object (builder);
          bw_json_add_int (builder, "id", g_array_index (ids, gint64, i));
          bw_json_add_string (builder, "label",
                              label != BW_LABEL_NONE ? bw_label_get_id (label) : NULL);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      bw_cli_print_builder (builder);
    }
  else
    g_print (g_dngettext (GETTEXT_PACKAGE, "Labelled %u recording.\n", "Labelled %u recordings.\n",
                          n),
             n);
  return TRUE;
}

const BwCliVerb bw_cli_verb_label = {
  .name = "label",
  .arguments = N_("ID… fasting|glucose|none"),
  .summary = N_("Label ECG recordings"),
  .description = N_("The IDs are those of “beatwise-cli ecgs”. All are labelled, or after a failure "
                    "none."),
  .run = run,
};
