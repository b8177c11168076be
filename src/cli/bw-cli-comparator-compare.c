/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-comparator-private.h"
#include "comparator/bw-model-in-use.h"

#include <glib/gi18n-lib.h>

/* `comparator compare A B`: how two models were made, and how they did on the recordings that both
 * were judged by. */

/* What two rules made of the same recordings. */
typedef struct
{
  gboolean known;                       /* whether both were judged at all */
  guint n;                              /* recordings scored for both */
  guint both, first, second, neither;   /* right: both, only one, none */
} Pairs;

typedef struct
{
  BwModelRow *row;
  BwComparatorInfo *info;
  BwEvaluation *evaluations[2];         /* (nullable): of one model; leave-one-day-out */
} Side;

static void
side_clear (Side *side)
{
  g_clear_pointer (&side->row, bw_model_row_free);
  g_clear_pointer (&side->info, bw_comparator_info_free);
  for (guint i = 0; i < G_N_ELEMENTS (side->evaluations); i++)
    g_clear_pointer (&side->evaluations[i], bw_evaluation_free);
}

static gboolean
side_read (Side        *side,
           BwLibrary   *library,
           const char  *word,
           GError     **error)
{
  gint64 id;

  if (!bw_cli_parse_model_id (word, &id, error))
    return FALSE;
  side->row = bw_cli_read_model_row (library, id, error);
  if (side->row == NULL)
    return FALSE;
  side->info = bw_comparator_info_from_row (side->row, error);
  for (guint i = 0; i < G_N_ELEMENTS (side->evaluations); i++)
    side->evaluations[i] = bw_evaluation_from_metrics (side->row->metrics, i == 1);
  return side->info != NULL;
}

static gboolean
is_right (const BwRecordingScore *recording)
{
  return recording->leaning == recording->label;
}

static Pairs
pair_up (const BwEvaluation *first,
         const BwEvaluation *second)
{
  g_autoptr (GHashTable) index = g_hash_table_new (g_int64_hash, g_int64_equal);
  Pairs pairs = { .known = first != NULL && second != NULL };

  if (!pairs.known)
    return pairs;
  for (guint i = 0; i < second->recordings->len; i++)
    {
      BwRecordingScore *recording = &g_array_index (second->recordings, BwRecordingScore, i);

      if (recording->scored)
        g_hash_table_insert (index, &recording->recording_id, recording);
    }
  for (guint i = 0; i < first->recordings->len; i++)
    {
      const BwRecordingScore *one = &g_array_index (first->recordings, BwRecordingScore, i);
      const BwRecordingScore *other = g_hash_table_lookup (index, &one->recording_id);

      /* One that was labelled anew in between is another question. */
      if (!one->scored || other == NULL || one->label != other->label)
        continue;
      pairs.n++;
      if (is_right (one))
        *(is_right (other) ? &pairs.both : &pairs.first) += 1;
      else
        *(is_right (other) ? &pairs.second : &pairs.neither) += 1;
    }
  return pairs;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void
add_pairs (JsonBuilder *builder,
           const char  *key,
           const Pairs *pairs)
{
  if (!pairs->known)
    {
      bw_json_add_null (builder, key);
      return;
    }
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  bw_json_add_int (builder, "waves", pairs->n);
  bw_json_add_int (builder, "both_right", pairs->both);
  bw_json_add_int (builder, "only_first_right", pairs->first);
  bw_json_add_int (builder, "only_second_right", pairs->second);
  bw_json_add_int (builder, "none_right", pairs->neither);
  bw_json_add_double (builder, "p", TRUE, bw_proportion_mcnemar (pairs->first, pairs->second));
  json_builder_end_object (builder);
}

static void
print_json (const Side  *sides,
            const Pairs *pairs,
            gint64       in_use,
            GTimeZone   *zone)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "models");
  json_builder_begin_array (builder);
  for (guint i = 0; i < 2; i++)
    bw_json_add_model (builder, sides[i].row, sides[i].info, in_use, zone);
  json_builder_end_array (builder);
  add_pairs (builder, "evaluation", &pairs[0]);
  add_pairs (builder, "leave_one_day_out", &pairs[1]);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

/* --- Text ------------------------------------------------------------------------------------- */

static char *
format_count (guint count)
{
  return count > 0 ? g_strdup_printf ("%u", count) : NULL;
}

static void
print_models (const Side *sides)
{
  const BwComparatorInfo *a = sides[0].info, *b = sides[1].info;
  g_autoptr (BwTable) table = bw_table_new ("lll");

  bw_table_add (table, g_strdup (_("Model")), bw_cli_format_model (sides[0].row),
                bw_cli_format_model (sides[1].row));
  bw_table_add (table, g_strdup (_("Mode")), g_strdup (bw_comparator_mode_get_name (a->mode)),
                g_strdup (bw_comparator_mode_get_name (b->mode)));
  bw_table_add (table, g_strdup (_("Goes by")), g_strdup (bw_rule_get_name (a->rule)),
                g_strdup (bw_rule_get_name (b->rule)));
  bw_table_add (table, g_strdup (_("Parameters")), format_count (a->parameters),
                format_count (b->parameters));
  bw_table_add (table, g_strdup (_("Epochs")), format_count (a->epochs), format_count (b->epochs));
  bw_table_add (table, g_strdup (_("Seed")), g_strdup_printf ("%" G_GUINT64_FORMAT, a->seed),
                g_strdup_printf ("%" G_GUINT64_FORMAT, b->seed));
  bw_table_add (table, g_strdup (_("Trained on")), bw_cli_format_days (a->training_days),
                bw_cli_format_days (b->training_days));
  bw_table_add (table, g_strdup (_("Validated on")), bw_cli_format_days (a->validation_days),
                bw_cli_format_days (b->validation_days));
  bw_table_add (table, g_strdup (_("Recordings right there")),
                bw_cli_format_percent (a->has_validation, a->val_wave_accuracy),
                bw_cli_format_percent (b->has_validation, b->val_wave_accuracy));
  bw_table_add (table, g_strdup (_("Beats right there")),
                bw_cli_format_percent (a->has_validation, a->val_beat_accuracy),
                bw_cli_format_percent (b->has_validation, b->val_beat_accuracy));
  bw_table_add (table, g_strdup (_("Evaluation")), bw_cli_format_result (sides[0].evaluations[0]),
                bw_cli_format_result (sides[1].evaluations[0]));
  bw_table_add (table, g_strdup (_("Each day")), bw_cli_format_result (sides[0].evaluations[1]),
                bw_cli_format_result (sides[1].evaluations[1]));
  bw_table_print (table, TRUE);
}

static void
print_pairs (const char  *heading,
             const Pairs *pairs)
{
  g_print ("\n%s\n", heading);
  if (pairs->n == 0)
    {
      g_print ("%s\n", _("There is no recording that both were judged by."));
      return;
    }
  g_print (g_dngettext (GETTEXT_PACKAGE,
                        "Both were judged by %u recording: %u right by both, %u only by the first, %u "
                        "only by the second, %u by neither.\n",
                        "Both were judged by %u recordings: %u right by both, %u only by the first, %u "
                        "only by the second, %u by neither.\n",
                        pairs->n),
           pairs->n, pairs->both, pairs->first, pairs->second, pairs->neither);
  /* Translators: p of McNemar’s test */
  g_print (_("If neither were better, a difference like that would come with a chance of %.2g.\n"),
           bw_proportion_mcnemar (pairs->first, pairs->second));
}

static void
print_text (const Side  *sides,
            const Pairs *pairs)
{
  print_models (sides);
  if (pairs[0].known)
    print_pairs (_("As they are:"), &pairs[0]);
  if (pairs[1].known)
    print_pairs (_("Each day by models like them that had not seen it:"), &pairs[1]);
  if (!pairs[0].known && !pairs[1].known)
    g_print ("\n%s\n", _("Let “comparator evaluate” judge both to see how they differ."));
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  Side sides[2] = { 0 };
  Pairs pairs[2];
  gint64 in_use;
  gboolean ok;

  if (!bw_cli_parse (cli, NULL, 2, 2, &words, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL || !bw_library_get_comparator_model_id (library, &in_use, error))
    return FALSE;
  zone = bw_library_get_zone (library);
  ok = side_read (&sides[0], library, words[0], error)
       && side_read (&sides[1], library, words[1], error);
  for (guint i = 0; ok && i < G_N_ELEMENTS (pairs); i++)
    pairs[i] = pair_up (sides[0].evaluations[i], sides[1].evaluations[i]);
  if (ok && cli->json)
    print_json (sides, pairs, in_use, zone);
  else if (ok)
    print_text (sides, pairs);
  side_clear (&sides[0]);
  side_clear (&sides[1]);
  return ok;
}

const BwCliVerb bw_cli_verb_comparator_compare = {
  .name = "comparator compare",
  .arguments = "ID ID",
  .summary = N_("Hold two models side by side"),
  .description = N_("By what “comparator evaluate” found of either."),
  .run = run,
};
