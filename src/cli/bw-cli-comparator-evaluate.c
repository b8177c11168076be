/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-comparator-private.h"
#include "comparator/bw-evaluate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *model;
  char *weights;
  char *mode;
  char *net;
  char *days;
  char *reference;
  gboolean leave_one_day_out;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->model);
  g_free (options->weights);
  g_free (options->mode);
  g_free (options->net);
  g_free (options->days);
  g_free (options->reference);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- Text ------------------------------------------------------------------------------------- */

/* "168 of 173". Returns: (transfer full) (nullable) */
static char *
format_right (const BwProportion *proportion)
{
  return proportion->n > 0 ? g_strdup_printf (_("%u of %u"), proportion->correct, proportion->n)
                           : NULL;
}

static char *
format_interval (const BwProportion *proportion)
{
  /* Translators: a 95 % interval, in percent */
  return proportion->n > 0 ? g_strdup_printf (_("%.0f to %.0f"), 100 * proportion->low,
                                              100 * proportion->high)
                           : NULL;
}

static char *
format_share (const BwProportion *proportion)
{
  return bw_cli_format_number (proportion->n > 0, 100 * proportion->accuracy, 1);
}

/* Returns: (transfer full) (nullable): below a ten-thousandth only that it is */
static char *
format_p (double p)
{
  return p < 0.0001 ? g_strdup (_("< 0.0001")) : bw_cli_format_number (TRUE, p, 4);
}

static void
print_rules (const BwEvaluation *evaluation)
{
  g_autoptr (BwTable) table = bw_table_new ("lrrrrrrrrr");

  /* Translators: headings of one table. “Right” is about recordings; “Glucose” and “Fasting” are how
   * many percent of the recordings after glucose, and of the fasting ones, got that answer; “Sure
   * of” and “wrong” are about the recordings that got an answer; p is of labels dealt out by chance. */
  bw_table_add (table, g_strdup (_("Rule")), g_strdup (_("Right")), g_strdup (_("%")),
                /* xgettext:no-c-format */
                g_strdup (_("95 % interval")), g_strdup (_("Beats (%)")), g_strdup (_("Glucose (%)")),
                g_strdup (_("Fasting (%)")), g_strdup (_("Sure of")), g_strdup (_("wrong")),
                g_strdup (_("p")));
  for (guint i = 0; i < evaluation->rules->len; i++)
    {
      const BwRuleScore *rule = &g_array_index (evaluation->rules, BwRuleScore, i);
      const char *title = bw_rule_score_get_title (rule);

      bw_table_add (table,
                    /* Translators: behind the rule whose answers are given */
                    rule->is_used ? g_strdup_printf (_("%s (used)"), title) : g_strdup (title),
                    format_right (&rule->waves), format_share (&rule->waves),
                    format_interval (&rule->waves), format_share (&rule->beats),
                    format_share (&rule->sensitivity), format_share (&rule->specificity),
                    g_strdup_printf ("%u", rule->n_answered),
                    g_strdup_printf ("%u", rule->n_wrong_answered), format_p (rule->permutation_p));
    }
  bw_table_print (table, TRUE);
}

static void
print_confusion (const BwRuleScore *used)
{
  g_autoptr (BwTable) table = bw_table_new ("lrr");

  bw_table_add (table, g_strdup (_("Label ↓  Answer →")), g_strdup ("fasting"), g_strdup ("glucose"));
  bw_table_add (table, g_strdup ("fasting"), g_strdup_printf ("%u", used->tn),
                g_strdup_printf ("%u", used->fp));
  bw_table_add (table, g_strdup ("glucose"), g_strdup_printf ("%u", used->fn),
                g_strdup_printf ("%u", used->tp));
  bw_table_print (table, TRUE);
}

static const char *
get_seen_text (BwDaySeen seen)
{
  switch (seen)
    {
    case BW_DAY_LEARNT:
      return _("trained on");
    case BW_DAY_CHOSE:
      return _("watched while training");
    case BW_DAY_UNSEEN:
    case BW_DAY_UNKNOWN:
    default:
      return "";
    }
}

static void
print_days (const BwEvaluation *evaluation)
{
  g_autoptr (BwTable) table = bw_table_new ("lrrrrrl");
  int heart_rate = -1;

  for (guint i = 0; i < evaluation->rules->len; i++)
    if (strcmp (g_array_index (evaluation->rules, BwRuleScore, i).name, BW_SCORE_HEART_RATE) == 0)
      heart_rate = (int) i;
  bw_table_add (table, g_strdup (_("Day")), g_strdup (_("Fasting")), g_strdup (_("Glucose")),
                g_strdup (_("Right")), g_strdup (_("%")), g_strdup (_("Heart rate alone")),
                g_strdup (_("Remarks")));
  for (guint i = 0; i < evaluation->days->len; i++)
    {
      const BwDayScore *day = &g_array_index (evaluation->days, BwDayScore, i);
      const char *seen = get_seen_text (day->seen);
      const char *reference = evaluation->reference == BW_REFERENCE_SAME_DAY && !day->has_reference
                                ? _("no fasting recording to compare with") : "";

      bw_table_add (table, bw_cli_format_day (day->day), g_strdup_printf ("%u", day->n_fasting),
                    g_strdup_printf ("%u", day->n_glucose), format_right (&day->waves[0]),
                    format_share (&day->waves[0]),
                    heart_rate >= 0 ? g_strdup_printf ("%u", day->waves[heart_rate].correct) : NULL,
                    g_strconcat (seen, *seen != '\0' && *reference != '\0' ? ", " : "", reference,
                                 NULL));
    }
  bw_table_print (table, TRUE);
}

static gboolean
is_wrong (const BwRecordingScore *recording)
{
  return recording->scored && recording->leaning != recording->label;
}

static void
print_wrong (const BwEvaluation *evaluation)
{
  g_autoptr (BwTable) table = bw_table_new ("rllllrrl");
  guint n = 0;

  bw_table_add (table, g_strdup (_("ID")), g_strdup (_("Day")), g_strdup (_("Name")),
                g_strdup (_("Label")), g_strdup (_("Answer")), g_strdup (_("P(glucose) (%)")),
                g_strdup (_("Beats for it")), g_strdup (_("Remarks")));
  for (guint i = 0; i < evaluation->recordings->len; i++)
    {
      const BwRecordingScore *recording
        = &g_array_index (evaluation->recordings, BwRecordingScore, i);

      if (!is_wrong (recording))
        continue;
      bw_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, recording->recording_id),
                    bw_cli_format_day (recording->day), g_strdup (recording->name),
                    g_strdup (bw_label_get_id (recording->label)),
                    g_strdup (bw_label_get_id (recording->leaning)),
                    bw_cli_format_number (TRUE, 100 * recording->probability, 0),
                    g_strdup_printf (_("%u of %u"), recording->votes, recording->n_beats),
                    g_strconcat (recording->abstained ? _("not sure") : "",
                                 recording->abstained && recording->outside ? ", " : "",
                                 recording->outside ? _("outside what was learnt") : "", NULL));
      n++;
    }
  if (n == 0)
    {
      g_print ("\n%s\n", _("No recording got a wrong answer."));
      return;
    }
  g_print (g_dngettext (GETTEXT_PACKAGE, "\n%u recording got a wrong answer:\n",
                        "\n%u recordings got a wrong answer:\n", n),
           n);
  bw_table_print (table, TRUE);
}

static void
print_text (const BwEvaluation *evaluation,
            gboolean            kept)
{
  g_autofree char *took = bw_cli_format_duration (evaluation->seconds);

  for (guint i = 0; i < evaluation->verdict->len; i++)
    {
      g_autofree char *sentence = bw_cli_format_text (g_ptr_array_index (evaluation->verdict, i));

      g_print ("%s\n", sentence);
    }
  g_print ("\n");
  print_rules (evaluation);
  g_print ("\n");
  print_confusion (&g_array_index (evaluation->rules, BwRuleScore, 0));
  g_print ("\n");
  print_days (evaluation);
  print_wrong (evaluation);
  g_print ("\n");
  if (evaluation->n_not_scored > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "%u recording is not scored: others of its day are compared with it, or it "
                          "has no beats.\n",
                          "%u recordings are not scored: others of their day are compared with them, "
                          "or they have no beats.\n",
                          evaluation->n_not_scored),
             evaluation->n_not_scored);
  if (kept)
    g_print (_("Kept with model %lld.\n"), (long long) evaluation->model_id);
  g_print (_("Took %s.\n"), took);
}

/* --- What is asked for ------------------------------------------------------------------------ */

static gboolean
check (const Options      *options,
       BwEvaluateOptions  *evaluate,
       gint64             *id,
       GError            **error)
{
  if (options->model != NULL && options->weights != NULL)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--weights", "--model");
  if (options->weights != NULL && options->leave_one_day_out)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--weights",
                                   "--leave-one-day-out");
  if (options->net != NULL && !options->leave_one_day_out)
    return bw_cli_set_usage_error (error, _("“%s” needs “%s”"), "--net", "--leave-one-day-out");
  if (options->net != NULL && options->model != NULL)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--net", "--model");
  return bw_cli_parse_mode (options->mode, &evaluate->mode, error)
         && bw_cli_parse_net (options->net, &evaluate->rule, error)
         && bw_cli_parse_model_id (options->model, id, error)
         && bw_cli_parse_reference (options->reference, &evaluate->reference, error);
}

/* The model that is judged; with --leave-one-day-out what models like it are made as, and where
 * neither the library nor the options have one, the usual. */
static gboolean
choose_model (const Options      *options,
              BwLibrary          *library,
              gint64              id,
              BwCliModel         *model,
              BwEvaluateOptions  *evaluate,
              GError            **error)
{
  gboolean by_options = options->leave_one_day_out && options->model == NULL
                        && (options->mode != NULL || options->net != NULL);
  g_autoptr (GError) local = NULL;
  const BwComparatorInfo *info;

  if (by_options)
    return TRUE;
  if (!bw_cli_model_read (model, library, id, options->weights, &local))
    {
      if (options->leave_one_day_out && options->model == NULL
          && g_error_matches (local, BW_ERROR, BW_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  info = bw_comparator_model_get_info (model->model);
  if (options->mode != NULL && info->mode != evaluate->mode)
    return bw_cli_set_usage_error (error, _("This model is of the mode “%s”, not “%s”"),
                                   bw_comparator_mode_get_id (info->mode), options->mode);
  evaluate->model = model->model;
  evaluate->model_id = model->id;
  /* Somebody else's beats of the same day are of no use to a net that has not seen such. */
  if (options->weights != NULL && evaluate->reference == BW_REFERENCE_AUTO)
    evaluate->reference = BW_REFERENCE_TRAINING;
  return TRUE;
}

/* What was asked for in no other way than usual is kept with the model; that it cannot be, in a library
 * that may only be read, say, is told and no more. One connection at a time: that which closes last
 * tidies up, and one that only reads cannot. Returns: whether it was */
static gboolean
keep (BwCli              *cli,
      const Options      *options,
      const BwEvaluation *evaluation)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) error = NULL;

  if (evaluation->model_id == 0 || options->days != NULL || options->reference != NULL)
    return FALSE;
  library = bw_library_open (cli->library_path, BW_LIBRARY_WRITE, &error);
  if (library != NULL && bw_evaluation_keep (library, evaluation, &error))
    return TRUE;
  bw_cli_tell_not_kept (evaluation->model_id, error);
  return FALSE;
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "model", 0, 0, G_OPTION_ARG_STRING, &options.model, N_("This model (the one in use)"),
      N_("ID") },
    { "weights", 0, 0, G_OPTION_ARG_FILENAME, &options.weights, N_("The model in this file"),
      N_("FILE.safetensors") },
    { "mode", 0, 0, G_OPTION_ARG_STRING, &options.mode, N_("The mode of the model in that file"),
      "default|published" },
    { "days", 0, 0, G_OPTION_ARG_STRING, &options.days,
      N_("On these days, 2023-09-24,… (those it was not trained on; or all)"), N_("D,…") },
    { "reference", 0, 0, G_OPTION_ARG_STRING, &options.reference,
      N_("What beats are compared with (as the model’s mode has it)"), "training|same-day" },
    { "leave-one-day-out", 0, 0, G_OPTION_ARG_NONE, &options.leave_one_day_out,
      N_("Judge each day by a model like it that is trained on all others"), NULL },
    { "net", 0, 0, G_OPTION_ARG_STRING, &options.net, N_("The kind of these models, without “--model”"),
      "comparator|classifier|logistic" },
    G_OPTION_ENTRY_NULL
  };
  BwEvaluateOptions evaluate = { 0 };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwDaySplit) split = NULL;
  g_autoptr (GArray) days = NULL;
  g_autoptr (BwEvaluation) evaluation = NULL;
  g_auto (BwCliModel) model = { 0 };
  gboolean kept;
  gint64 id = 0;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error) || !check (&options, &evaluate, &id, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  split = bw_cli_read_days (library, error);
  if (split == NULL || !bw_cli_parse_days ("--days", options.days, split, &days, error)
      || !choose_model (&options, library, id, &model, &evaluate, error))
    return FALSE;
  evaluate.days = days;
  evaluate.leave_one_day_out = options.leave_one_day_out;

  evaluation = bw_comparator_evaluate (library, &evaluate, cli->progress, cli->cancellable, error);
  if (evaluation == NULL)
    return FALSE;
  g_clear_pointer (&library, bw_library_close);
  kept = keep (cli, &options, evaluation);

  bw_cli_clear_progress ();
  if (cli->json)
    {
      g_autoptr (JsonNode) root = bw_evaluation_to_json (evaluation);

      json_object_set_boolean_member (json_node_get_object (root), "kept", kept);
      bw_cli_print_json (root);
    }
  else
    print_text (evaluation, kept);
  return TRUE;
}

const BwCliVerb bw_cli_verb_comparator_evaluate = {
  .name = "comparator evaluate",
  .summary = N_("Tell what a model is worth, beside plain rivals"),
  .description = N_("“Right” counts recordings, for the beats of a recording are alike. “Glucose” and "
                    "“Fasting” are how many of either got that\n"
                    "answer: sensitivity and specificity. “p” is how often labels dealt out at random "
                    "within a day would do as well. Recordings\n"
                    "that others of their day are compared with are not scored. “--leave-one-day-out” "
                    "trains once for each day and takes long.\n"
                    "What is found without “--days” and “--reference” is kept with the model."),
  .run = run,
};
