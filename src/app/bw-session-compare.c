/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-compare.h"

#include "app/bw-session-private.h"

typedef struct
{
  BwRhythm *rhythm;
  double from_ms, to_ms;
} Side;

typedef struct
{
  Side sides[2];
} CompareInput;

static void
compare_input_free (gpointer data)
{
  CompareInput *input = data;

  bw_rhythm_unref (input->sides[0].rhythm);
  bw_rhythm_unref (input->sides[1].rhythm);
  g_free (input);
}

static gpointer
work_compare (gconstpointer   data,
              BwProgress     *progress,
              GCancellable   *cancellable,
              GError        **error)
{
  const Side *a = &((const CompareInput *) data)->sides[0];
  const Side *b = &((const CompareInput *) data)->sides[1];

  g_autoptr (BwRhythmComparison) comparison
      = bw_rhythm_comparison_new (a->rhythm, a->from_ms, a->to_ms, b->rhythm, b->from_ms, b->to_ms,
                                  cancellable, error);

  return comparison != NULL ? bw_rhythm_comparison_figure_new (comparison) : NULL;
}

BwJob *
bw_session_compare_rhythms (BwSession *self,
                            BwRhythm  *a,
                            double     a_from_ms,
                            double     a_to_ms,
                            BwRhythm  *b,
                            double     b_from_ms,
                            double     b_to_ms)
{
  CompareInput *input;

  g_return_val_if_fail (BW_IS_SESSION (self), NULL);
  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  if (self->stopped)
    return NULL;
  bw_session_cancel_kind (self, BW_JOB_COMPARE);
  input = g_new0 (CompareInput, 1);
  input->sides[0] = (Side){ bw_rhythm_ref (a), a_from_ms, a_to_ms };
  input->sides[1] = (Side){ bw_rhythm_ref (b), b_from_ms, b_to_ms };
  return bw_session_enlist (self, bw_job_new (BW_JOB_COMPARE, BW_JOB_READS, NULL, work_compare, input,
                                              compare_input_free,
                                              (GDestroyNotify) bw_rhythm_comparison_figure_unref));
}
