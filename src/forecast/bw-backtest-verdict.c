/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-backtest.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static gboolean
is_known (const BwDifference *difference)
{
  return isfinite (difference->low) && isfinite (difference->high);
}

/* What is shown, against the usual day. Returns: (transfer full) */
static char *
tell_shown (const BwBacktestModel *shown)
{
  const BwDifference *d = &shown->all.vs_profile;
  gboolean lstm = strcmp (shown->id, BW_BACKTEST_LSTM) == 0;

  if (!is_known (d))
    return g_strdup (_("There are too few weeks to say which forecast did best."));
  if (d->high < 0)
    return g_strdup_printf (
        /* Translators: “loss” is how far a forecast was off; percents and an interval */
        lstm ? _("The LSTM did better than your usual day alone: its loss was %.1f %% lower (95 %% "
                 "interval %.1f to %.1f %%).")
             : _("The average of three plain forecasts did better than your usual day alone: its loss "
                 "was %.1f %% lower (95 %% interval %.1f to %.1f %%)."),
        -d->percent, -d->high, -d->low);
  if (d->low > 0)
    return g_strdup_printf (
        /* Translators: “loss” is how far a forecast was off; percents and an interval */
        lstm ? _("The LSTM did worse than your usual day alone: its loss was %.1f %% higher (95 %% "
                 "interval %.1f to %.1f %%).")
             : _("The average of three plain forecasts did worse than your usual day alone: its loss "
                 "was %.1f %% higher (95 %% interval %.1f to %.1f %%)."),
        d->percent, d->low, d->high);
  return g_strdup_printf (
      /* Translators: “loss” is how far a forecast was off; percents and an interval */
      lstm ? _("The LSTM did not do clearly better than your usual day alone: its loss was "
               "%+.1f %% against it (95 %% interval %+.1f to %+.1f %%).")
           : _("The average of three plain forecasts did not do clearly better than your usual day "
               "alone: its loss was %+.1f %% against it (95 %% interval %+.1f to %+.1f %%)."),
      d->percent, d->low, d->high);
}

/* Returns: (transfer full) (nullable) */
static char *
tell_net (const BwBacktest *self)
{
  const BwBacktestModel *net = bw_backtest_get_model (self, BW_BACKTEST_LSTM);
  const BwDifference *d;

  if (self->net == BW_BACKTEST_NET_LEFT_OUT)
    return g_strdup (_("The LSTM was left out."));
  if (net == NULL)
    return g_strdup (_("The LSTM was not tried: before the tested days there are too few readings to "
                       "train it on."));
  d = &net->all.vs_average;
  if (!is_known (d))
    return NULL;
  if (bw_gate_passes (d))
    return g_strdup_printf (
        /* Translators: percents and an interval */
        _("The LSTM is better than the average of three plain forecasts, so this test prefers it: its "
          "loss was %.1f %% lower (95 %% interval %.1f to %.1f %%)."),
        -d->percent, -d->high, -d->low);
  if (d->low > 0)
    return g_strdup_printf (
        /* Translators: percents and an interval */
        _("The LSTM is worse than the average of three plain forecasts, so this test does not prefer it: "
          "its loss was %.1f %% higher (95 %% interval %.1f to %.1f %%)."),
        d->percent, d->low, d->high);
  return g_strdup_printf (
      /* Translators: percents and an interval */
      _("The LSTM is not clearly better than the average of three plain forecasts, so this test does "
        "not prefer it: its loss was %+.1f %% against it (95 %% interval %+.1f to %+.1f %%)."),
      d->percent, d->low, d->high);
}

/* The two do not always agree. Returns: (transfer full) (nullable) */
static char *
tell_other_trial (const BwBacktest *self)
{
  return bw_backtest_get_model (self, BW_BACKTEST_LSTM) == NULL
           ? NULL
           : g_strdup (_("The test trains several LSTMs, each on the days before. Today goes by how its own "
                         "did on days left out of its training, so it may prefer another forecast."));
}

/* Returns: (transfer full) (nullable): nothing where what is shown did best */
static char *
tell_best (const BwBacktest *self)
{
  const BwBacktestModel *best = bw_backtest_get_best (self);
  const BwDifference *d = &best->all.vs_average;

  if (strcmp (best->id, self->shown) == 0 || strcmp (best->id, BW_BACKTEST_LSTM) == 0
      || !is_known (d))
    return NULL;
  if (d->high < 0)
    return g_strdup_printf (
        /* Translators: the name of a forecast as in the table (“Ridge regression”), percents and an
         * interval */
        _("“%s” had the least loss on these days: %.1f %% lower than the average’s (95 %% interval %.1f "
          "to %.1f %%). The average is preferred all the same: which one leads changes from month to "
          "month."),
        bw_backtest_model_get_title (best), -d->percent, -d->high, -d->low);
  return g_strdup_printf (
      /* Translators: the name of a forecast as in the table (“Ridge regression”), percents and an
       * interval */
      _("“%s” had the least loss on these days: %+.1f %% against the average’s (95 %% interval %+.1f to "
        "%+.1f %%), which may be chance."),
      bw_backtest_model_get_title (best), d->percent, d->low, d->high);
}

static char *
tell_coverage (const BwBacktest      *self,
               const BwBacktestModel *shown)
{
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "The preferred one’s 80 %% band held %.0f %% of the readings of %u hour.",
                   "The preferred one’s 80 %% band held %.0f %% of the readings of %u hours.",
                   self->n_hours),
      100 * shown->all.coverage80, self->n_hours);
}

static char *
tell_red (const BwBacktestFigures *figures)
{
  guint red = bw_backtest_figures_count_red (figures);

  if (red == 0 && figures->n_flagged == 0)
    return g_strdup (_("No hour turned out red."));
  if (red == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "No hour turned out red, though %u forecast had warned of it.",
                                         "No hour turned out red, though %u forecasts had warned of it.",
                                         figures->n_flagged),
                            figures->n_flagged);
  if (figures->n_flagged == 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "%u forecast was of an hour that turned out red, and it did not warn.",
                     "%u forecasts were of hours that turned out red, and none of them warned.", red),
        red);
  return g_strdup_printf (
      /* Translators: counts of forecasts of one hour; an hour is counted once for each forecast of it */
      _("Of %u forecasts of hours that turned out red, %u had warned of it (%.0f %%); of %u warnings, "
        "%u came true (%.0f %%)."),
      red, figures->n_red_flagged, 100 * bw_backtest_figures_red_sensitivity (figures),
      figures->n_flagged, figures->n_red_flagged, 100 * bw_backtest_figures_red_precision (figures));
}

/* A figure and its sign stay on one line, and minus is one. */
static void
add (GPtrArray *sentences,
     char      *sentence)
{
  GString *text;

  if (sentence == NULL)
    return;
  text = g_string_new (sentence);
  g_string_replace (text, " %", "\302\240%", 0);
  g_string_replace (text, " -", " −", 0);
  g_ptr_array_add (sentences, g_string_free (text, FALSE));
  g_free (sentence);
}

GPtrArray *
bw_backtest_get_verdict (const BwBacktest *self)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  const BwBacktestModel *shown = bw_backtest_get_shown (self);

  g_return_val_if_fail (shown != NULL, sentences);

  add (sentences, tell_shown (shown));
  add (sentences, tell_net (self));
  add (sentences, tell_best (self));
  add (sentences, tell_coverage (self, shown));
  add (sentences, tell_red (&shown->all));
  add (sentences, tell_other_trial (self));
  return sentences;
}
