/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-comparator-private.h"
#include "comparator/bw-model-in-use.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The models of a library: list, choose, name, delete, take in. */

/* --- comparator models ------------------------------------------------------------------------ */

static void
add_line (BwTable                *table,
          const BwModelRow       *row,
          const BwComparatorInfo *info,
          gint64                  in_use,
          GTimeZone              *zone)
{
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_from_metrics (row->metrics, FALSE);
  g_autoptr (BwEvaluation) each_day = bw_evaluation_from_metrics (row->metrics, TRUE);

  /* Translators: in a list of models, beside the one whose answers are shown */
  bw_table_add (table, g_strdup (row->id == in_use ? _("in use") : ""),
                g_strdup_printf ("%" G_GINT64_FORMAT, row->id), g_strdup (row->name),
                g_strdup (bw_comparator_mode_get_name (info->mode)),
                g_strdup (bw_rule_get_name (info->rule)),
                row->trained_ms != 0 ? bw_cli_format_time (row->trained_ms, zone) : NULL,
                info->training_days->len > 0 ? g_strdup_printf ("%u", info->training_days->len) : NULL,
                bw_cli_format_percent (info->has_validation, info->val_wave_accuracy),
                bw_cli_format_result (evaluation), bw_cli_format_result (each_day));
}

static gboolean
run_models (BwCli   *cli,
            GError **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (BwTable) table = bw_table_new ("lrllllrrrr");
  guint n = 0;
  gint64 in_use;

  if (!bw_cli_parse (cli, NULL, 0, 0, NULL, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL || !bw_library_get_comparator_model_id (library, &in_use, error))
    return FALSE;
  rows = bw_library_list_models (library, error);
  if (rows == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);

  json_builder_begin_array (builder);
  bw_table_add (table, g_strdup (""), g_strdup (_("ID")), g_strdup (_("Name")),
                g_strdup (_("Mode")), g_strdup (_("Goes by")), g_strdup (_("Trained")),
                g_strdup (_("Days")), g_strdup (_("Validation")), g_strdup (_("Evaluation")),
                g_strdup (_("Each day")));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwModelRow *row = g_ptr_array_index (rows, i);
      g_autoptr (BwComparatorInfo) info = NULL;

      /* One that cannot be read does not stop the list. */
      if (bw_comparator_info_is_of (row))
        info = bw_comparator_info_from_row (row, NULL);
      if (info == NULL)
        continue;
      if (cli->json)
        bw_json_add_model (builder, row, info, in_use, zone);
      else
        add_line (table, row, info, in_use, zone);
      n++;
    }
  json_builder_end_array (builder);

  if (cli->json)
    bw_cli_print_builder (builder);
  else if (n == 0)
    g_print (_("No models; “beatwise-cli comparator train” makes one.\n"));
  else
    bw_table_print (table, TRUE);
  return TRUE;
}

const BwCliVerb bw_cli_verb_comparator_models = {
  .name = "comparator models",
  .summary = N_("List the models of the library"),
  .description = N_("“Days” are those trained on. “Validation” is how many of the recordings of the "
                    "validation days it was right for,\n"
                    "“Evaluation” and “Each day” what “comparator evaluate” found, without and with "
                    "“--leave-one-day-out”."),
  .run = run_models,
};

/* --- One model -------------------------------------------------------------------------------- */

static void
print_model (BwCli      *cli,
             gint64      id,
             const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_autofree char *shown = bw_cli_format_text (text);

      g_print ("%s\n", shown);
      return;
    }
  json_builder_begin_object (builder);
  bw_json_add_int (builder, "model", id);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

/* Opens the library to write, and finds the model that the first of @words is. */
static BwLibrary *
open_for (BwCli        *cli,
          char        **words,
          BwModelRow  **row,
          GError      **error)
{
  g_autoptr (BwLibrary) library = NULL;
  gint64 id;

  if (!bw_cli_parse_model_id (words[0], &id, error))
    return NULL;
  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL)
    return NULL;
  *row = bw_cli_read_model_row (library, id, error);
  return *row != NULL ? g_steal_pointer (&library) : NULL;
}

static gboolean
run_use (BwCli   *cli,
         GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwModelRow) row = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  if (!bw_cli_parse (cli, NULL, 1, 1, &words, error))
    return FALSE;
  library = open_for (cli, words, &row, error);
  if (library == NULL || !bw_library_set_comparator_model_id (library, row->id, error))
    return FALSE;
  shown = bw_cli_format_model (row);
  text = g_strdup_printf (_("Model %s is in use."), shown);
  print_model (cli, row->id, text);
  return TRUE;
}

const BwCliVerb bw_cli_verb_comparator_use = {
  .name = "comparator use",
  .arguments = "ID",
  .summary = N_("Choose the model whose answers are shown"),
  .description = N_("Until another one is trained."),
  .run = run_use,
};

static gboolean
run_name (BwCli   *cli,
          GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwModelRow) row = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  if (!bw_cli_parse (cli, NULL, 2, 2, &words, error))
    return FALSE;
  if (!g_utf8_validate (words[1], -1, NULL))
    return bw_cli_set_usage_error (error, _("The name is not UTF-8"));
  library = open_for (cli, words, &row, error);
  if (library == NULL || !bw_library_set_model_name (library, row->id, words[1], error))
    return FALSE;
  g_free (row->name);
  row->name = g_strdup (words[1]);
  shown = bw_cli_format_model (row);
  text = g_strdup_printf (_("It is now model %s."), shown);
  print_model (cli, row->id, text);
  return TRUE;
}

const BwCliVerb bw_cli_verb_comparator_name = {
  .name = "comparator name",
  .arguments = N_("ID NAME"),
  .summary = N_("Name a model; an empty name takes its name away"),
  .run = run_name,
};

static gboolean
run_delete (BwCli   *cli,
            GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwModelRow) row = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  if (!bw_cli_parse (cli, NULL, 1, 1, &words, error))
    return FALSE;
  library = open_for (cli, words, &row, error);
  if (library == NULL || !bw_library_delete_model (library, row->id, error))
    return FALSE;
  shown = bw_cli_format_model (row);
  text = g_strdup_printf (_("Model %s and its predictions are deleted."), shown);
  print_model (cli, row->id, text);
  return TRUE;
}

const BwCliVerb bw_cli_verb_comparator_delete = {
  .name = "comparator delete",
  .arguments = "ID",
  .summary = N_("Delete a model and its predictions"),
  .run = run_delete,
};

/* Without a name it is called as the file is. */
static char *
name_of_file (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *shown = g_filename_display_name (base);

  if (g_str_has_suffix (shown, ".safetensors"))
    shown[strlen (shown) - strlen (".safetensors")] = '\0';
  return shown;
}

static gboolean
run_import (BwCli   *cli,
            GError **error)
{
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Name of the model (that of the file)"),
      N_("NAME") },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwComparatorModel) model = NULL;
  g_autoptr (BwModelRow) row = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  if (!bw_cli_parse (cli, entries, 1, 1, &words, error))
    return FALSE;
  model = bw_cli_read_weights (words[0], error);
  if (model == NULL)
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL)
    return FALSE;
  row = bw_comparator_model_to_row (model);
  if (name == NULL)
    name = name_of_file (words[0]);
  if (!bw_library_keep_comparator_model (library, row, name, error))
    return FALSE;
  shown = bw_cli_format_model (row);
  text = g_strdup_printf (_("It is model %s, and in use."), shown);
  print_model (cli, row->id, text);
  return TRUE;
}

const BwCliVerb bw_cli_verb_comparator_import = {
  .name = "comparator import",
  .arguments = "FILE.safetensors",
  .summary = N_("Take a model out of a file into the library"),
  .description = N_("One that “export safetensors” or “comparator train --save” wrote, or the "
                    "published nets’ weights (a PyTorch state_dict)."),
  .run = run_import,
};
