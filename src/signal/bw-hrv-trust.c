/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-metric.h"

#include <glib/gi18n-lib.h>

/* How far a metric can be trusted, and why. Lengths after the Task Force (1996) and Munoz et al.
 * (2015): see bw-hrv.h. */

/* SDANN and the SDNN index are metrics of a day. */
#define SEGMENTS_SHORTEST_S 3600.0
#define SEGMENTS_GOOD_S (18 * 3600.0)

/* Of the VLF band: five minutes hold one wave of its lower edge. */
#define VLF_GOOD_S 600.0

/* However long a recording has to be, no band needs longer windows than the usual ones. */
#define WINDOW_GOOD_S BW_HRV_VLF_SHORTEST_S

#define DFA_ALPHA1_GOOD_S 120.0

/* A mean. */
#define MEAN_GOOD_S 10.0

typedef struct
{
  double length_s;                     /* that counts: with or without gaps */
  double shortest_s, good_s;           /* 0: any */
  guint shortest_beats, good_beats;    /* intervals */
} Needs;

static Needs
get_needs (BwMetric     metric,
           const BwHrv *hrv)
{
  if (metric >= BW_METRIC_LOMB_TOTAL && metric < BW_METRIC_LOMB_TOTAL + BW_N_SPECTRUM_METRICS)
    metric -= BW_N_SPECTRUM_METRICS;

  switch ((int) metric)
    {
    case BW_METRIC_MEAN_NN:
    case BW_METRIC_MEAN_HR:
    case BW_METRIC_BEATS_PER_MINUTE:
    case BW_METRIC_MIN_HR:
    case BW_METRIC_MAX_HR:
    case BW_METRIC_MEDIAN_NN:
    case BW_METRIC_MIN_NN:
    case BW_METRIC_MAX_NN:
      return (Needs){ .length_s = hrv->covered_s, .good_s = MEAN_GOOD_S };

    case BW_METRIC_SDNN:
    case BW_METRIC_CVNN:
    case BW_METRIC_MAD_NN:
    case BW_METRIC_SD2:
    case BW_METRIC_SD1_SD2:
    case BW_METRIC_ELLIPSE:
      return (Needs){ hrv->covered_s, BW_HRV_SDNN_SHORTEST_S, BW_HRV_SDNN_GOOD_S, 0, 0 };

    case BW_METRIC_TRIANGULAR_INDEX:
    case BW_METRIC_TINN:
      return (Needs){ hrv->covered_s, BW_HRV_SDNN_SHORTEST_S, BW_HRV_TRIANGLE_GOOD_S, 0, 0 };

    case BW_METRIC_SDANN:
    case BW_METRIC_SDNN_INDEX:
      return (Needs){ hrv->duration_s, SEGMENTS_SHORTEST_S, SEGMENTS_GOOD_S, 0, 0 };

    case BW_METRIC_WELCH_TOTAL:
    case BW_METRIC_WELCH_VLF:
    case BW_METRIC_WELCH_VLF_PEAK:
      return (Needs){ hrv->duration_s, BW_HRV_VLF_SHORTEST_S, VLF_GOOD_S, 0, 0 };

    case BW_METRIC_WELCH_LF:
    case BW_METRIC_WELCH_LF_HF:
    case BW_METRIC_WELCH_LF_NU:
    case BW_METRIC_WELCH_HF_NU:
    case BW_METRIC_WELCH_LF_PEAK:
      return (Needs){ hrv->duration_s, BW_HRV_LF_SHORTEST_S, BW_HRV_LF_GOOD_S, 0, 0 };

    case BW_METRIC_WELCH_HF:
    case BW_METRIC_WELCH_HF_PEAK:
      return (Needs){ hrv->duration_s, BW_HRV_HF_SHORTEST_S, BW_HRV_HF_GOOD_S, 0, 0 };

    case BW_METRIC_SAMPEN:
    case BW_METRIC_APEN:
      return (Needs){ hrv->covered_s, 0, 0, BW_HRV_ENTROPY_MIN_BEATS, BW_HRV_ENTROPY_GOOD_BEATS };

    case BW_METRIC_DFA_ALPHA1:
      return (Needs){ hrv->covered_s, 0, DFA_ALPHA1_GOOD_S, BW_DFA_ALPHA1_MIN_BEATS, 0 };

    case BW_METRIC_DFA_ALPHA2:
      return (Needs){ hrv->duration_s, BW_HRV_VLF_SHORTEST_S, 0, BW_DFA_ALPHA2_MIN_BEATS, 0 };

    default: /* of differences between neighbours */
      return (Needs){ hrv->covered_s, BW_HRV_RMSSD_SHORTEST_S, BW_HRV_RMSSD_GOOD_S, 0, 0 };
    }
}

static char *
format_length (double seconds)
{
  const guint s = (guint) (seconds + 5.5); /* five minutes less a beat are called five minutes */

  if (s >= 7200)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hour", "%u hours", s / 3600),
                            s / 3600);
  if (s >= 3600)
    return g_strdup (_("an hour"));
  if (s >= 120)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute", "%u minutes", s / 60),
                            s / 60);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u second", "%u seconds",
                                       (gulong) (seconds + 0.5)),
                          (guint) (seconds + 0.5));
}

static char *
say_needs (double seconds)
{
  g_autofree char *length = format_length (seconds);

  /* Translators: of a metric: "needs 5 minutes" of recording */
  return g_strdup_printf (_("needs %s"), length);
}

static char *
say_weak (double seconds)
{
  g_autofree char *length = format_length (seconds);

  return g_strdup_printf (_("weak: less than %s"), length);
}

static gboolean
is_of_spectrum (BwMetric metric)
{
  return metric >= BW_METRIC_WELCH_TOTAL && metric < BW_METRIC_SD1;
}

/* Length of the windows that a spectrum is the mean of. */
static double
get_window (BwMetric     metric,
            const BwHrv *hrv)
{
  return metric < BW_METRIC_LOMB_TOTAL ? hrv->welch.window_s : hrv->lomb.window_s;
}

/* Of windows that were asked for, or that gaps leave room for. */
static char *
say_weak_window (double       seconds,
                 const BwHrv *hrv)
{
  g_autofree char *length = format_length (seconds);

  return g_strdup_printf (hrv->window_s < seconds ? _("weak: windows of less than %s")
                                                  : _("weak: less than %s without a gap"),
                          length);
}

/* Why there is no value although the recording is long enough. */
static char *
explain_absent (BwMetric     metric,
                const BwHrv *hrv)
{
  const gboolean is_welch = metric < BW_METRIC_LOMB_TOTAL;
  const BwHrvSpectrum *s = is_welch ? &hrv->welch : &hrv->lomb;

  if (hrv->n == 0)
    return g_strdup (_("needs two neighbouring beats"));
  if (is_of_spectrum (metric))
    {
      if (s->n_windows == 0)
        return g_strdup (is_welch ? _("needs 30 seconds without a gap")
                                  : _("needs intervals over half of the time"));
      if (!s->has[BW_HRV_HF])
        return g_strdup (_("the heart is too slow for HF"));
      if (s->window_s < get_needs (metric, hrv).shortest_s)
        {
          const double shortest_s = get_needs (metric, hrv).shortest_s;
          g_autofree char *length = format_length (shortest_s);

          return g_strdup_printf (hrv->window_s < shortest_s ? _("needs windows of %s")
                                                             : _("needs %s without a gap"),
                                  length);
        }
      return g_strdup (_("no power in the band"));
    }
  switch ((int) metric)
    {
    case BW_METRIC_MIN_HR:
    case BW_METRIC_MAX_HR:
      return g_strdup (_("needs five intervals in a row"));
    case BW_METRIC_SDANN:
    case BW_METRIC_SDNN_INDEX:
      return g_strdup (_("needs two stretches of five minutes"));
    case BW_METRIC_SDNN:
    case BW_METRIC_CVNN:
      return g_strdup (_("needs two intervals"));
    case BW_METRIC_SAMPEN:
      return g_strdup (_("no three intervals are alike"));
    case BW_METRIC_LN_RMSSD:
      if (hrv->time.has_rmssd)
        return g_strdup (_("the intervals do not vary"));
      break;
    case BW_METRIC_TRIANGULAR_INDEX:
    case BW_METRIC_TINN:
    case BW_METRIC_APEN:
    case BW_METRIC_DFA_ALPHA1:
    case BW_METRIC_DFA_ALPHA2:
    case BW_METRIC_SD1_SD2:
      return g_strdup (_("the intervals do not vary"));
    default:
      break;
    }
  return g_strdup (_("needs successive intervals without a gap"));
}

static BwMetricTrust
judge (BwMetric     metric,
       const BwHrv *hrv,
       char       **reason) /* (nullable) */
{
  const Needs needs = get_needs (metric, hrv);
  const double artefacts = hrv->n_beats > 0 ? (double) hrv->n_artefacts / hrv->n_beats : 0;
  g_autofree char *unused = NULL;

  if (reason == NULL)
    reason = &unused;
  *reason = NULL;
  if (hrv->n > 0 && needs.length_s < needs.shortest_s)
    {
      *reason = say_needs (needs.shortest_s);
      return BW_TRUST_NONE;
    }
  if (hrv->n > 0 && hrv->n < needs.shortest_beats)
    {
      *reason = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "needs %u interval",
                                              "needs %u intervals", needs.shortest_beats),
                                 needs.shortest_beats);
      return BW_TRUST_NONE;
    }
  if (!bw_metric_get_value (metric, hrv, NULL))
    {
      *reason = explain_absent (metric, hrv);
      return BW_TRUST_NONE;
    }
  if (artefacts > BW_HRV_TOO_MANY_ARTEFACTS)
    {
      *reason = g_strdup (_("more than a fifth of the beats are artefacts"));
      return BW_TRUST_NONE;
    }
  if (artefacts > BW_HRV_MANY_ARTEFACTS)
    {
      *reason = g_strdup (_("weak: many artefacts"));
      return BW_TRUST_WEAK;
    }
  if (needs.length_s < needs.good_s)
    {
      *reason = say_weak (needs.good_s);
      return BW_TRUST_WEAK;
    }
  if (hrv->n < needs.good_beats)
    {
      *reason = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "weak: fewer than %u interval",
                                              "weak: fewer than %u intervals", needs.good_beats),
                                 needs.good_beats);
      return BW_TRUST_WEAK;
    }
  if (is_of_spectrum (metric) && get_window (metric, hrv) < MIN (needs.good_s, WINDOW_GOOD_S))
    {
      *reason = say_weak_window (MIN (needs.good_s, WINDOW_GOOD_S), hrv);
      return BW_TRUST_WEAK;
    }
  if (is_of_spectrum (metric) && hrv->covered_s < BW_HRV_GOOD_COVERED * hrv->duration_s)
    {
      *reason = g_strdup (_("weak: more than a fifth of the time is missing"));
      return BW_TRUST_WEAK;
    }
  return BW_TRUST_GOOD;
}

BwMetricTrust
bw_metric_get_trust (BwMetric     metric,
                     const BwHrv *hrv)
{
  g_return_val_if_fail (metric < BW_N_METRICS, BW_TRUST_NONE);

  return judge (metric, hrv, NULL);
}

char *
bw_metric_get_trust_text (BwMetric     metric,
                          const BwHrv *hrv)
{
  char *reason = NULL;

  g_return_val_if_fail (metric < BW_N_METRICS, NULL);

  judge (metric, hrv, &reason);
  return reason;
}

const char *
bw_metric_trust_get_id (BwMetricTrust trust)
{
  static const char *const ids[] = { "none", "weak", "good" };

  g_return_val_if_fail (trust < G_N_ELEMENTS (ids), NULL);

  return ids[trust];
}
