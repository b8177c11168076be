/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "cli/bw-cli-terms.h"

#include <glib/gi18n-lib.h>
#include <math.h>

const char *
bw_cli_get_term_name (BwTerm term)
{
  switch (term)
    {
    case BW_TERM_HRV:
      return _("Heart rate variability");
    case BW_TERM_RESTING_HR:
      return _("Resting heart rate");
    case BW_TERM_SLEEP:
      return _("Sleep efficiency");
    case BW_N_TERMS:
    default:
      g_return_val_if_reached ("");
    }
}

char *
bw_cli_format_term (BwTerm term,
                    double value)
{
  g_autofree char *number = NULL;

  switch (term)
    {
    case BW_TERM_HRV:
      number = bw_cli_format_number (TRUE, exp (value), 1);
      return g_strdup_printf (_("%s ms"), number);
    case BW_TERM_RESTING_HR:
      number = bw_cli_format_number (TRUE, value, 1);
      return g_strdup_printf (_("%s bpm"), number);
    case BW_TERM_SLEEP:
      number = bw_cli_format_number (TRUE, 100 * value, 1);
      /* Translators: a percentage */
      return g_strdup_printf (_("%s %%"), number);
    case BW_N_TERMS:
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
print_weights (BwCli                *cli,
               const BwScoreWeights *weights)
{
  const BwScoreWeights usual = bw_score_weights_default ();
  gboolean is_usual = bw_score_weights_is_like (weights, &usual);

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "weights");
      json_builder_begin_object (builder);
      for (int i = 0; i < BW_N_TERMS; i++)
        bw_json_add_double (builder, bw_term_get_id ((BwTerm) i), TRUE, weights->weight[i]);
      json_builder_end_object (builder);
      bw_json_add_boolean (builder, "default", is_usual);
      bw_json_add_int (builder, "score_version", BW_SCORE_VERSION);
      json_builder_end_object (builder);
      bw_cli_print_builder (builder);
    }
  else
    {
      g_autoptr (BwTable) table = bw_table_new ("lr");

      for (int i = 0; i < BW_N_TERMS; i++)
        bw_table_add (table, g_strdup (bw_cli_get_term_name ((BwTerm) i)),
                      bw_cli_format_number (TRUE, weights->weight[i], 2));
      bw_table_print (table, FALSE);
      g_print ("%s\n", is_usual ? _("These are the usual weights.") : _("The weights are your own."));
    }
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autofree char *set = NULL;
  gboolean reset = FALSE;
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_STRING, &set,
      N_("Weights of heart rate variability, resting heart rate and sleep"), "H,R,S" },
    { "reset", 0, 0, G_OPTION_ARG_NONE, &reset, N_("Go back to the usual weights"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (BwLibrary) library = NULL;
  BwScoreWeights weights;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error))
    return FALSE;
  if (set != NULL && reset)
    return bw_cli_set_usage_error (error, _("“--set” and “--reset” do not go together"));
  if (set != NULL && !bw_score_weights_from_text (&weights, g_strdelimit (set, ",", ' ')))
    return bw_cli_set_usage_error (error, _("“--set” wants three numbers, such as 0.6,0.25,0.15, none "
                                            "below 0 and the first above 0"));

  library = bw_cli_open_library (cli, set != NULL || reset ? BW_LIBRARY_CREATE : BW_LIBRARY_READ,
                                 error);
  if (library == NULL)
    return FALSE;
  if ((set != NULL || reset)
      && !bw_score_weights_write (set != NULL ? &weights : NULL, library, error))
    return FALSE;
  weights = bw_score_weights_read (library);
  print_weights (cli, &weights);
  return TRUE;
}

const BwCliVerb bw_cli_verb_forecast_weights = {
  .name = "forecast weights",
  .summary = N_("Show or set what each part of the day’s score counts"),
  .description = N_("Only the proportions count. They are kept with the library, and each forecast "
                    "says with which it was made."),
  .run = run,
};
