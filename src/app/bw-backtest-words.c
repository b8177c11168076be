/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-backtest-words.h"

#include "app/bw-format.h"
#include "plot/bw-plot-scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The axis of the differences reaches no farther, in percent, and at least so far. */
#define MOST_SHOWN 30.0
#define LEAST_SHOWN 5.0
#define MOST_TICKS 7

const BwBacktestFigures *
bw_backtest_words_get_figures (const BwBacktestModel *model,
                               int                    block)
{
  return block < 0 ? &model->all : &model->by_block[block];
}

static gboolean
is_average (const BwBacktestModel *model)
{
  return g_str_equal (model->id, bw_rival_get_id (BW_RIVAL_AVERAGE));
}

static gboolean
is_known (const BwDifference *difference)
{
  return isfinite (difference->low) && isfinite (difference->high);
}

/* "−2.3", "+0.4", "0.0" */
static char *
format_signed (double value)
{
  double rounded = round (10 * value) / 10;

  return g_strdup_printf ("%s%.1f", rounded < 0 ? "−" : rounded > 0 ? "+" : "", fabs (rounded));
}

char *
bw_backtest_words_span (const BwBacktest *backtest,
                        GTimeZone        *zone)
{
  g_autofree char *span = bw_format_span (backtest->from_ms, backtest->to_ms - 1, zone);
  g_autofree char *origins = bw_format_count (backtest->n_origins);
  g_autofree char *hours = bw_format_count (backtest->n_hours);

  /* Translators: a span of days, a number of forecasts, and a number of hours */
  return g_strdup_printf (_("%s: %s forecasts, %s hours with a reading"), span, origins, hours);
}

char *
bw_backtest_words_difference (const BwBacktestModel   *model,
                              const BwBacktestFigures *figures)
{
  g_autofree char *number = NULL;

  if (is_average (model) || !is_known (&figures->vs_average))
    return g_strdup ("–");
  number = format_signed (figures->vs_average.percent);
  /* Translators: %s is a number with its sign */
  return g_strdup_printf (_("%s %%"), number);
}

char *
bw_backtest_words_interval (const BwBacktestModel   *model,
                            const BwBacktestFigures *figures)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (is_average (model) || !is_known (&figures->vs_average))
    return NULL;
  low = format_signed (figures->vs_average.low);
  high = format_signed (figures->vs_average.high);
  /* Translators: from a number with its sign to another */
  return g_strdup_printf (_("%s to %s"), low, high);
}

char *
bw_backtest_words_speak (const BwBacktest        *backtest,
                         const BwBacktestModel   *model,
                         const BwBacktestFigures *figures)
{
  const char *title = bw_backtest_model_get_title (model);
  const BwDifference *d = &figures->vs_average;
  g_autofree char *name = g_str_equal (model->id, backtest->shown)
                            /* Translators: the name of the forecast that is preferred */
                            ? g_strdup_printf (_("%s, preferred"), title) : g_strdup (title);

  if (is_average (model))
    /* Translators: the name of a forecast and its loss */
    return g_strdup_printf (_("%s: loss %.4f, what the others are held against"), name,
                            figures->pinball);
  if (!is_known (d))
    return g_strdup_printf (_("%s: too few weeks to tell"), name);
  /* Translators: the name of a forecast, its loss, and its difference with its interval */
  return g_strdup_printf (_("%s: loss %.4f, %+.1f %% against the average, likely between %+.1f and "
                            "%+.1f %%"),
                          name, figures->pinball, d->percent, d->low, d->high);
}

void
bw_backtest_words_axis (const BwBacktest *backtest,
                        int               block,
                        double           *low,
                        double           *high,
                        double           *step)
{
  *low = -LEAST_SHOWN;
  *high = LEAST_SHOWN;
  for (guint i = 0; i < backtest->models->len; i++)
    {
      const BwDifference *d
        = &bw_backtest_words_get_figures (g_ptr_array_index (backtest->models, i), block)->vs_average;

      if (!is_known (d))
        continue;
      *low = MIN (*low, MAX (d->low, -MOST_SHOWN));
      *high = MAX (*high, MIN (d->high, MOST_SHOWN));
    }
  *step = MAX (bw_plot_nice_step (*high - *low, MOST_TICKS), 1);
  *low = *step * floor (*low / *step);
  *high = *step * ceil (*high / *step);
}

/* --- All figures ------------------------------------------------------------------------------ */

char *
bw_backtest_words_headings (void)
{
  const char *const headings[] = {
    /* Translators: titles of a table of forecasts. The loss is the mean pinball loss; differences and
     * intervals are in percent of the average's; MAE, RMSE and MASE keep their names. */
    _("Forecast"),         _("Loss"),          _("Against average (%)"), _("At least (%)"),
    _("At most (%)"),      _("MAE (ln)"),      _("RMSE (ln)"),           _("MASE"),
    _("In 80 % band (%)"), _("Width (ln)"),    _("Interval score (ln)"), _("Zone right (%)"),
    _("Red found (%)"),    _("Warnings right (%)"), _("False alarms (%)"), NULL,
  };

  return g_strjoinv ("\t", (char **) headings);
}

/* Empty where it is not known. */
static void
append (GString  *text,
        gboolean  known,
        int       decimals,
        double    value)
{
  g_string_append_c (text, '\t');
  if (known && isfinite (value))
    g_string_append_printf (text, "%.*f", decimals, value);
}

char *
bw_backtest_words_cells (const BwBacktestModel   *model,
                         const BwBacktestFigures *figures)
{
  GString *text = g_string_new (bw_backtest_model_get_title (model));
  const BwDifference *d = &figures->vs_average;
  gboolean any = figures->n > 0, differs = any && !is_average (model);

  append (text, any, 4, figures->pinball);
  append (text, differs, 1, d->percent);
  append (text, differs, 1, d->low);
  append (text, differs, 1, d->high);
  append (text, any, 3, figures->mae_ln);
  append (text, any, 3, figures->rmse_ln);
  append (text, any && figures->has_mase, 2, figures->mase);
  append (text, any, 1, 100 * figures->coverage80);
  append (text, any, 3, figures->width80_ln);
  append (text, any, 3, figures->interval_score80);
  append (text, any, 1, 100 * bw_backtest_figures_zone_accuracy (figures));
  append (text, any, 1, 100 * bw_backtest_figures_red_sensitivity (figures));
  append (text, any, 1, 100 * bw_backtest_figures_red_precision (figures));
  append (text, any, 1, 100 * bw_backtest_figures_red_false_alarm (figures));
  return g_string_free (text, FALSE);
}

char *
bw_backtest_words_table (const BwBacktest *backtest,
                         int               block)
{
  g_autofree char *headings = bw_backtest_words_headings ();
  GString *text = g_string_new (headings);

  g_string_append_c (text, '\n');
  for (guint i = 0; i < backtest->models->len; i++)
    {
      const BwBacktestModel *model = g_ptr_array_index (backtest->models, i);
      g_autofree char *cells
        = bw_backtest_words_cells (model, bw_backtest_words_get_figures (model, block));

      g_string_append_printf (text, "%s\n", cells);
    }
  return g_string_free (text, FALSE);
}

/* --- Zones ------------------------------------------------------------------------------------ */

char *
bw_backtest_words_zone (const BwBacktestFigures  *figures,
                        BwZone                    zone,
                        char                    **title)
{
  const guint *said = figures->zones[zone];
  guint n = said[BW_ZONE_RED] + said[BW_ZONE_YELLOW] + said[BW_ZONE_GREEN];
  g_autofree char *all = bw_format_count (n);
  g_autofree char *green = bw_format_count (said[BW_ZONE_GREEN]);
  g_autofree char *yellow = bw_format_count (said[BW_ZONE_YELLOW]);
  g_autofree char *red = bw_format_count (said[BW_ZONE_RED]);
  const char *const none[] = { _("■ No hour was red"), _("◆ No hour was yellow"),
                               _("● No hour was green") };
  /* Translators: how often forecasts of hours that turned out so said so */
  const char *const shares[] = { _("■ Red hours: %.0f %% were forecast red"),
                                 _("◆ Yellow hours: %.0f %% were forecast yellow"),
                                 _("● Green hours: %.0f %% were forecast green") };

  if (n == 0)
    {
      *title = g_strdup (none[zone]);
      return g_strdup ("");
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  *title = g_strdup_printf (shares[zone], 100.0 * said[zone] / n);
#pragma GCC diagnostic pop
  /* Translators: four counts of forecasts: all, and those that said green, yellow, red */
  return g_strdup_printf (_("Of %s forecasts, the line was green in %s, yellow in %s, red in %s."), all,
                          green, yellow, red);
}

char *
bw_backtest_words_warnings (const BwBacktestFigures *figures)
{
  guint red = bw_backtest_figures_count_red (figures);
  g_autofree char *all = bw_format_count (red);
  g_autofree char *found = bw_format_count (figures->n_red_flagged);
  g_autofree char *warnings = bw_format_count (figures->n_flagged);

  if (red == 0 && figures->n_flagged == 0)
    return g_strdup (_("No hour was red, and none was warned of."));
  /* Translators: counts of forecasts: warned of among those that came red, all that came red, those that came
   * red among the warnings, all warnings */
  return g_strdup_printf (_("%s of %s forecasts of red hours warned of it; %s of %s warnings came true."),
                          found, all, found, warnings);
}
