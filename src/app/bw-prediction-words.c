/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-prediction-words.h"

#include "app/bw-format.h"
#include "app/bw-label-words.h"

#include <glib/gi18n-lib.h>

BwPredicted
bw_prediction_get_predicted (const BwPredictionRow *row)
{
  g_return_val_if_fail (row != NULL, BW_PREDICTED_NOTHING);

  if (row->is_reference)
    return BW_PREDICTED_REFERENCE;
  if (row->n_beats == 0)
    return BW_PREDICTED_NOTHING;
  if (row->answer == BW_LABEL_NONE)
    return BW_PREDICTED_UNSURE;
  return row->answer == BW_LABEL_GLUCOSE ? BW_PREDICTED_GLUCOSE : BW_PREDICTED_FASTING;
}

/* %BW_LABEL_NONE where it does not answer. */
static BwLabel
get_answer (const BwPredictionRow *row)
{
  switch (bw_prediction_get_predicted (row))
    {
    case BW_PREDICTED_FASTING:
      return BW_LABEL_FASTING;
    case BW_PREDICTED_GLUCOSE:
      return BW_LABEL_GLUCOSE;
    case BW_PREDICTED_NOTHING:
    case BW_PREDICTED_REFERENCE:
    case BW_PREDICTED_UNSURE:
    default:
      return BW_LABEL_NONE;
    }
}

gboolean
bw_prediction_differs (const BwPredictionRow *row,
                       BwLabel                label)
{
  BwLabel answer = get_answer (row);

  return answer != BW_LABEL_NONE && label != BW_LABEL_NONE && answer != label;
}

/* Of what is answered. Rounded down: nothing is certain. */
static int
get_percent (const BwPredictionRow *row)
{
  double probability = row->answer == BW_LABEL_GLUCOSE ? row->probability : 1 - row->probability;

  return MIN ((int) (100 * probability + 1e-9), 99);
}

char *
bw_prediction_words_chip (const BwPredictionRow *row,
                          BwLabel                label)
{
  BwLabel answer = get_answer (row);
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;

  if (answer == BW_LABEL_NONE)
    return g_strdup (bw_prediction_get_predicted (row) == BW_PREDICTED_UNSURE ? _("? Not sure") : "");
  name = bw_label_words_format (answer);
  if (row->origin == BW_PREDICTION_LEARNT)
    /* Translators: what a model says of a recording that it was trained on: "▲ After glucose, learnt". */
    said = g_strdup_printf (_("%s, learnt"), name);
  else
    /* Translators: what a model says of a recording, and its probability: "▲ After glucose 93 %". */
    said = g_strdup_printf (_("%s %d %%"), name, get_percent (row));
  return bw_prediction_differs (row, label) ? g_strconcat ("≠ ", said, NULL)
                                            : g_steal_pointer (&said);
}

static char *
answer_spoken (const BwPredictionRow *row)
{
  if (row->origin == BW_PREDICTION_LEARNT)
    return g_strdup (get_answer (row) == BW_LABEL_GLUCOSE
                       ? _("predicted after glucose, on a day the model was trained on")
                       : _("predicted fasting, on a day the model was trained on"));
  return g_strdup_printf (get_answer (row) == BW_LABEL_GLUCOSE ? _("predicted after glucose, %d %%")
                                                               : _("predicted fasting, %d %%"),
                          get_percent (row));
}

char *
bw_prediction_words_spoken (const BwPredictionRow *row,
                            BwLabel                label)
{
  g_autofree char *said = NULL;

  switch (bw_prediction_get_predicted (row))
    {
    case BW_PREDICTED_NOTHING:
      return g_strdup (_("no prediction"));
    case BW_PREDICTED_REFERENCE:
      return g_strdup (_("a reference of its day"));
    case BW_PREDICTED_UNSURE:
      return g_strdup (_("prediction not sure"));
    case BW_PREDICTED_FASTING:
    case BW_PREDICTED_GLUCOSE:
    default:
      break;
    }
  said = answer_spoken (row);
  if (!bw_prediction_differs (row, label))
    return g_steal_pointer (&said);
  /* Translators: %s is what a model predicts for a recording that is labelled otherwise. */
  return g_strdup_printf (_("%s, unlike the label"), said);
}

const char *
bw_prediction_words_get_search (const BwPredictionRow *row)
{
  switch (bw_prediction_get_predicted (row))
    {
    case BW_PREDICTED_UNSURE:
      return _("prediction not sure");
    case BW_PREDICTED_FASTING:
      return _("predicted fasting");
    case BW_PREDICTED_GLUCOSE:
      return _("predicted after glucose");
    case BW_PREDICTED_NOTHING:
    case BW_PREDICTED_REFERENCE:
    default:
      return "";
    }
}

static char *
beats_text (const BwPredictionRow *row)
{
  BwLabel answer = get_answer (row);
  guint n = answer == BW_LABEL_FASTING ? row->n_beats - MIN (row->votes, row->n_beats) : row->votes;
  g_autofree char *agreeing = bw_format_count (n);
  g_autofree char *all = bw_format_count (row->n_beats);

  if (answer == BW_LABEL_NONE)
    /* Translators: how many beats of a recording look like those after glucose. */
    return g_strdup_printf (ngettext ("%s of %s beat says after glucose",
                                      "%s of %s beats say after glucose", row->n_beats),
                            agreeing, all);
  /* Translators: how many beats of a recording say what is predicted for the whole. */
  return g_strdup_printf (ngettext ("%s of %s beat says so", "%s of %s beats say so", row->n_beats),
                          agreeing, all);
}

static const char *
get_origin_text (BwPredictionOrigin origin)
{
  switch (origin)
    {
    case BW_PREDICTION_HELD_OUT:
      return _("by a model like it that was trained without this day");
    case BW_PREDICTION_LEARNT:
      return _("the model was trained on this day, so that this says little");
    case BW_PREDICTION_FRESH:
    default:
      return _("the model has not seen this day");
    }
}

char *
bw_prediction_words_basis (const BwPredictionRow *row)
{
  g_autofree char *beats = NULL;

  g_return_val_if_fail (row != NULL, NULL);

  switch (bw_prediction_get_predicted (row))
    {
    case BW_PREDICTED_NOTHING:
      return g_strdup (_("None: it has no beats to go by"));
    case BW_PREDICTED_REFERENCE:
      return g_strdup (_("None: it is one of the fasting recordings that others of this day are "
                         "compared with"));
    case BW_PREDICTED_UNSURE:
    case BW_PREDICTED_FASTING:
    case BW_PREDICTED_GLUCOSE:
    default:
      break;
    }
  beats = beats_text (row);
  /* Translators: how many beats say so, then on what ground the model says it. */
  return g_strdup_printf (_("%s · %s"), beats, get_origin_text (row->origin));
}

static void
add_line (GString    *text,
          const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

char *
bw_prediction_words_caveats (const BwPredictionRow *row,
                             BwLabel                label)
{
  BwPredicted predicted = bw_prediction_get_predicted (row);
  GString *text;

  if (predicted == BW_PREDICTED_NOTHING || predicted == BW_PREDICTED_REFERENCE)
    return NULL;
  text = g_string_new (NULL);
  if (bw_prediction_differs (row, label))
    add_line (text, _("The label says otherwise."));
  if (row->outside)
    add_line (text, _("Outside what was learnt: this day’s fasting heart rate lies outside that of the "
                      "training days."));
  if (!row->same_day)
    add_line (text, _("Compared with recordings of the training days, not of this day."));
  return g_string_free (text, text->len == 0);
}

static void
add_part (GString *text,
          char    *part)   /* (transfer full) */
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

char *
bw_prediction_words_several (guint n_fasting,
                             guint n_glucose,
                             guint n_unsure)
{
  g_autofree char *fasting = bw_format_count (n_fasting);
  g_autofree char *glucose = bw_format_count (n_glucose);
  g_autofree char *unsure = bw_format_count (n_unsure);
  g_autoptr (GString) parts = g_string_new (NULL);

  if (n_fasting > 0)
    add_part (parts, g_strdup_printf (ngettext ("%s fasting", "%s fasting", n_fasting), fasting));
  if (n_glucose > 0)
    add_part (parts, g_strdup_printf (ngettext ("%s after glucose", "%s after glucose", n_glucose),
                                      glucose));
  if (n_unsure > 0)
    add_part (parts, g_strdup_printf (ngettext ("%s not sure", "%s not sure", n_unsure), unsure));
  /* Translators: %s is how many recordings are predicted to be what: "4 fasting · 1 not sure". */
  return parts->len > 0 ? g_strdup_printf (_("Predicted: %s"), parts->str) : NULL;
}
