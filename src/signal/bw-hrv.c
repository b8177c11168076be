/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-detrend.h"
#include "signal/bw-hrv.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
add_note (BwHrv      *self,
          const char *note)
{
  g_ptr_array_add (self->notes, g_strdup (note));
}

static void
note_artefacts (BwHrv *self)
{
  const double share = self->n_beats > 0 ? (double) self->n_artefacts / self->n_beats : 0;

  if (share > BW_HRV_TOO_MANY_ARTEFACTS)
    add_note (self, _("More than a fifth of the beats are artefacts: no value here can be trusted."));
  else if (share > BW_HRV_MANY_ARTEFACTS)
    add_note (self, _("More than one beat in twenty is an artefact: all values are weak."));
}

/* In the time domain the length that counts is that of the intervals, without gaps. A value that is
 * too weak to be shown at all is switched off. */
static void
note_time (BwHrv *self)
{
  BwHrvTime *time = &self->time;

  if (self->n == 0)
    {
      add_note (self, _("There is no interval between two neighbouring beats."));
      return;
    }
  if (!time->has_rmssd)
    add_note (self, _("RMSSD and pNN50 need two successive intervals without a gap or an artefact "
                      "between them."));
  else if (self->covered_s < BW_HRV_RMSSD_SHORTEST_S)
    add_note (self, _("RMSSD of less than 10 seconds is hardly usable."));
  else if (self->covered_s < BW_HRV_RMSSD_GOOD_S)
    add_note (self, _("RMSSD of less than 60 seconds is weak."));

  if (self->covered_s < BW_HRV_SDNN_SHORTEST_S)
    add_note (self, _("SDNN of less than 30 seconds is hardly usable."));
  else if (self->covered_s < BW_HRV_SDNN_GOOD_S)
    add_note (self, _("SDNN and SD2 of less than 2 minutes are weak."));

  if (!time->has_histogram)
    add_note (self, _("The triangular index and TINN need intervals that differ by more than "
                      "1/128 second."));
  else if (self->covered_s < BW_HRV_TRIANGLE_GOOD_S)
    add_note (self, _("The triangular index and TINN of less than 20 minutes are weak."));
}

static void
note_spectrum (BwHrv *self)
{
  const BwHrvSpectrum *welch = &self->welch, *lomb = &self->lomb;

  if (welch->n_windows == 0 && self->n > 0)
    add_note (self, self->duration_s < BW_HRV_HF_SHORTEST_S
                        ? _("A spectrum needs at least 30 seconds.")
                        : _("Welch’s spectrum needs 30 seconds without a gap of more than "
                            "5 seconds."));
  if (welch->n_windows == 0 && lomb->n_windows == 0)
    return;
  if (self->duration_s < BW_HRV_HF_GOOD_S)
    add_note (self, _("HF of less than 60 seconds is weak."));
  if (self->duration_s < BW_HRV_LF_SHORTEST_S)
    add_note (self, _("LF and LF/HF need at least 60 seconds."));
  else if (self->duration_s < BW_HRV_LF_GOOD_S)
    add_note (self, _("LF and LF/HF of less than 2 minutes are weak."));
  if (self->duration_s < BW_HRV_VLF_SHORTEST_S)
    add_note (self, _("VLF and the total power need at least 5 minutes."));
  if (welch->n_windows > 0 && !welch->has[BW_HRV_HF])
    add_note (self, _("The heart is too slow to show HF: a wave needs two beats."));
  if (self->covered_s < BW_HRV_GOOD_COVERED * self->duration_s)
    add_note (self, _("More than a fifth of the time is missing: the spectrum is weak."));
  if ((welch->has[BW_HRV_HF] && welch->has[BW_HRV_LF] && !welch->has_ratio)
      || (lomb->has[BW_HRV_HF] && lomb->has[BW_HRV_LF] && !lomb->has_ratio))
    add_note (self, _("Without any power in HF there is no LF/HF."));
}

static void
note_nonlinear (BwHrv *self)
{
  BwHrvEntropy *entropy = &self->entropy;
  BwDfa *dfa = &self->dfa;

  if (self->n < BW_HRV_ENTROPY_MIN_BEATS)
    {
      if (self->n > 0)
        add_note (self, _("Entropies need at least 50 intervals."));
      entropy->has_sampen = entropy->has_apen = FALSE;
    }
  else
    {
      if (!entropy->has_sampen)
        add_note (self, _("Sample entropy is undefined where no three successive intervals are "
                          "alike, or all are the same."));
      if (self->n < BW_HRV_ENTROPY_GOOD_BEATS)
        add_note (self, _("Entropies of fewer than 200 intervals are weak."));
    }

  if (self->n > 0 && self->n < BW_DFA_ALPHA1_MIN_BEATS)
    add_note (self, _("DFA α1 needs at least 64 intervals."));
  if (dfa->has_alpha2 && self->duration_s < BW_HRV_VLF_SHORTEST_S)
    dfa->has_alpha2 = FALSE;
  if (self->n > 0
      && (self->n < BW_DFA_ALPHA2_MIN_BEATS || self->duration_s < BW_HRV_VLF_SHORTEST_S))
    add_note (self, _("DFA α2 needs at least 5 minutes and 256 intervals."));
  if ((self->n >= BW_DFA_ALPHA1_MIN_BEATS && !dfa->has_alpha1))
    add_note (self, _("DFA is undefined where the intervals do not vary."));
}

/* What is of the intervals themselves, or of how they change in the long run, is not of a series without
 * its trend: rates, means, median and extremes, and SDANN. */
static void
keep_level (BwHrvTime  *time,
            const BwRr *nn)
{
  BwHrvTime with_trend;

  if (!time->has_mean)
    return;
  bw_hrv_time (&with_trend, nn, 0);
  time->mean_nn_ms = with_trend.mean_nn_ms;
  time->mean_hr_bpm = with_trend.mean_hr_bpm;
  time->mean_instant_hr_bpm = with_trend.mean_instant_hr_bpm;
  time->min_nn_ms = with_trend.min_nn_ms;
  time->max_nn_ms = with_trend.max_nn_ms;
  time->min_hr_bpm = with_trend.min_hr_bpm;
  time->max_hr_bpm = with_trend.max_hr_bpm;
  time->median_nn_ms = with_trend.median_nn_ms;
  time->sdann_ms = with_trend.sdann_ms;
  time->cvnn_percent = 100 * time->sdnn_ms / time->mean_nn_ms;
  time->cvsd_percent = 100 * time->rmssd_ms / time->mean_nn_ms;
}

/* @nn: (transfer full) */
static BwHrv *
analyse (BwRr               *nn,
         guint               n_beats,
         guint               n_artefacts,
         const BwHrvOptions *options)
{
  const double window_s = options->window_s > 0 ? options->window_s : BW_HRV_WINDOW_S;
  BwHrv *self = g_new0 (BwHrv, 1);

  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->window_s = window_s;
  self->detrended = options->detrend != 0;
  self->n_beats = n_beats;
  self->n_artefacts = n_artefacts;
  self->nn = nn;
  if (self->detrended)
    self->nn = bw_rr_detrend (nn, BW_DETREND_LAMBDA);

  self->n = self->nn->n;
  self->duration_s = bw_rr_get_duration_ms (self->nn) / 1000;
  for (guint i = 0; i < self->n; i++)
    {
      self->n_interpolated += self->nn->interpolated[i];
      self->n_gaps += i > 0 && !bw_rr_contiguous (self->nn, i - 1);
      self->covered_s += self->nn->rr_ms[i] / 1000;
    }

  bw_hrv_time (&self->time, self->nn, options->clock_ms);
  if (self->detrended)
    {
      keep_level (&self->time, nn);
      bw_rr_free (nn);
    }
  bw_hrv_poincare (&self->poincare, self->time.has_sdsd, self->time.sdsd_ms, self->time.sdnn_ms);
  bw_hrv_entropy (&self->entropy, self->nn, BW_HRV_ENTROPY_TOLERANCE);
  bw_hrv_dfa (&self->dfa, self->nn);
  bw_hrv_welch (&self->welch, self->nn, window_s);
  bw_hrv_lomb (&self->lomb, self->nn, window_s);

  note_artefacts (self);
  note_time (self);
  note_spectrum (self);
  note_nonlinear (self);
  return self;
}

static const BwHrvOptions defaults = { 0 };

BwHrv *
bw_hrv_compute (const BwRr         *rr,
                const BwHrvOptions *options)
{
  BwArtefacts *artefacts;
  BwArtefactOptions how;
  BwHrv *self;

  g_return_val_if_fail (rr != NULL, NULL);

  if (options == NULL)
    options = &defaults;
  if (options->no_correction)
    return analyse (bw_rr_copy (rr), rr->n, 0, options);

  how = (BwArtefactOptions){
    .min_threshold = MAX (BW_ARTEFACTS_MIN_THRESHOLD_MS, 2 * options->clock_ms),
    .step = options->clock_ms > 0 ? options->clock_ms : bw_rr_get_step_ms (rr),
    .alpha = options->alpha,
  };
  artefacts = bw_artefacts_new_for_rr (rr, NULL, &how);
  self = analyse (bw_artefacts_get_nn (artefacts, 1), artefacts->n, artefacts->n_artefacts, options);
  self->artefacts = artefacts;
  return self;
}

BwHrv *
bw_hrv_compute_nn (const BwRr         *nn,
                   guint               n_beats,
                   guint               n_artefacts,
                   const BwHrvOptions *options)
{
  g_return_val_if_fail (nn != NULL, NULL);

  return analyse (bw_rr_copy (nn), n_beats, n_artefacts, options != NULL ? options : &defaults);
}

void
bw_hrv_free (BwHrv *self)
{
  if (self == NULL)
    return;
  bw_hrv_spectrum_clear (&self->welch);
  bw_hrv_spectrum_clear (&self->lomb);
  g_clear_pointer (&self->nn, bw_rr_free);
  g_clear_pointer (&self->artefacts, bw_artefacts_free);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}
