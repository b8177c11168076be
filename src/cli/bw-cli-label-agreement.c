/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-label-private.h"

#include "base/bw-error.h"
#include "comparator/bw-agreement.h"

#include <glib/gi18n-lib.h>

static void
print_json (const BwAgreement *agreement,
            const char        *first,
            const char        *second)
{
  gboolean any = agreement->n_both > 0;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_json_add_string (builder, "first", first);
  bw_json_add_string (builder, "second", second);
  bw_json_add_int (builder, "both", agreement->n_both);
  bw_json_add_int (builder, "only_first", agreement->n_only_first);
  bw_json_add_int (builder, "only_second", agreement->n_only_second);
  bw_json_add_int (builder, "agree", agreement->n_agree);
  bw_json_add_double (builder, "agreement", any, agreement->agreement);
  bw_json_add_double (builder, "kappa", agreement->has_kappa, agreement->kappa);
  if (agreement->has_kappa)
    {
      json_builder_set_member_name (builder, "kappa_interval95");
      json_builder_begin_array (builder);
      json_builder_add_double_value (builder, agreement->kappa_low);
      json_builder_add_double_value (builder, agreement->kappa_high);
      json_builder_end_array (builder);
    }
  else
    bw_json_add_null (builder, "kappa_interval95");

  /* Rows: the first reader's fasting and glucose; columns: the second's. */
  json_builder_set_member_name (builder, "table");
  json_builder_begin_array (builder);
  for (guint row = 0; row < 2; row++)
    {
      json_builder_begin_array (builder);
      for (guint column = 0; column < 2; column++)
        json_builder_add_int_value (builder, agreement->table[row][column]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "conflicts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < agreement->conflicts->len; i++)
    json_builder_add_int_value (builder, g_array_index (agreement->conflicts, gint64, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (const BwAgreement *agreement,
            const char        *first,
            const char        *second)
{
  g_autoptr (BwTable) table = bw_table_new ("lrr");
  const char *const labels[] = { "fasting", "glucose" };

  g_print (_("Labelled by both: %u; by %s alone: %u; by %s alone: %u.\n"), agreement->n_both, first,
           agreement->n_only_first, second, agreement->n_only_second);
  if (agreement->n_both == 0)
    return;

  g_print ("\n");
  /* Translators: rows are the first reader's labels, columns the second's: "Ann ↓  Bob →" */
  bw_table_add (table, g_strdup_printf (_("%s ↓  %s →"), first, second), g_strdup (labels[0]),
                g_strdup (labels[1]));
  for (guint row = 0; row < 2; row++)
    bw_table_add (table, g_strdup (labels[row]),
                  g_strdup_printf ("%u", agreement->table[row][0]),
                  g_strdup_printf ("%u", agreement->table[row][1]));
  bw_table_print (table, TRUE);

  /* Translators: how many of how many recordings two readers labelled alike */
  g_print (_("\nThe same label: %u of %u (%.1f %%).\n"), agreement->n_agree, agreement->n_both,
           100 * agreement->agreement);
  if (agreement->has_kappa)
    /* Translators: Cohen's kappa, its 95 % interval, and a word such as “substantial” */
    g_print (_("Cohen’s κ: %.2f (95 %% interval %.2f to %.2f), %s.\n"), agreement->kappa,
             agreement->kappa_low, agreement->kappa_high, bw_kappa_get_text (agreement->kappa));
  else
    g_print (_("Cohen’s κ cannot be told: both gave all of them one and the same label.\n"));
  if (agreement->conflicts->len > 0)
    {
      g_print ("%s", _("To settle:"));
      for (guint i = 0; i < agreement->conflicts->len; i++)
        g_print (" %" G_GINT64_FORMAT, g_array_index (agreement->conflicts, gint64, i));
      g_print ("\n");
    }
}

/* Who reads is found by the whole name. */
static gboolean
check_reader (const char *const  *readers,
              const char         *name,
              GError            **error)
{
  g_autofree char *list = NULL;

  if (g_strv_contains (readers, name))
    return TRUE;
  list = g_strjoinv (", ", (char **) readers);
  if (*list == '\0')
    g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                 _("Nobody has labelled with “label --reader NAME” yet, so not “%s” either"), name);
  else
    g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("There is no reader “%s”; there are: %s"),
                 name, list);
  return FALSE;
}

gboolean
bw_cli_label_agreement (BwCli       *cli,
                        const char  *first,
                        const char  *second,
                        GError     **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GArray) labels = NULL;
  g_auto (GStrv) readers = NULL;
  g_autoptr (BwAgreement) agreement = NULL;

  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  readers = bw_library_list_readers (library, error);
  if (readers == NULL || !check_reader ((const char *const *) readers, first, error)
      || !check_reader ((const char *const *) readers, second, error))
    return FALSE;
  labels = bw_library_read_reader_labels (library, error);
  if (labels == NULL)
    return FALSE;

  agreement = bw_agreement_new (labels, first, second);
  if (cli->json)
    print_json (agreement, first, second);
  else
    print_text (agreement, first, second);
  return TRUE;
}
