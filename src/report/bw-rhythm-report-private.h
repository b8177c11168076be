/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/bw-rhythm-report.h"
#include "signal/bw-hrv-metric.h"
#include "signal/bw-hrv-track.h"

G_BEGIN_DECLS

/* What the parts of the report are made from. All is borrowed. */
typedef struct
{
  const BwRhythm *rhythm;
  double from_ms, to_ms;       /* within the rhythm */
  gboolean is_part;            /* not all of it */
  const BwHrv *hrv;
  const BwHrvTrack *track;     /* (nullable): too short for one */
  double age_years;
} BwRhythmReport;

/* The tachogram: first, as wide as the paper. */
void bw_rhythm_report_add_tachogram (BwReportDocument     *document,
                                     const BwRhythmReport *self);

/* All other charts, two beside each other; of those that have nothing to show, why. */
void bw_rhythm_report_add_charts (BwReportDocument     *document,
                                  const BwRhythmReport *self);

/* Beats by what they were found to be, and what was done by hand. */
void bw_rhythm_report_add_corrections (BwReportDocument     *document,
                                       const BwRhythmReport *self);

void bw_rhythm_report_add_metrics (BwReportDocument     *document,
                                   const BwRhythmReport *self);

void bw_rhythm_report_add_method (BwReportDocument     *document,
                                  const BwRhythmReport *self);

G_END_DECLS
