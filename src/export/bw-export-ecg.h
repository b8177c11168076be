/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-ecg-analysis.h"
#include "store/bw-recordings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One recording as a file of its own. Who it is of stands in it only where that is given. */
typedef struct
{
  const BwRecording *recording;
  const gint32 *samples_nv;   /* (array length=n_samples of recording) */
  const char *person_name;    /* (nullable) */
  const char *date_of_birth;  /* (nullable): as the library has it */
  const BwEcgAnalysis *analysis; /* (nullable): of those samples, to be annotated in EDF */
} BwExportEcg;

/**
 * bw_export_ecg_csv:
 * @path: replaced atomically
 *
 * As Apple Health writes it: eight lines of `key,value`, Lead and Unit, then one sample a line in
 * µV, exactly. Imported again it is the same recording, and nothing is new. Label and note are not in
 * it. Where only the day of the recording is known its order within the day stands in
 * recording->name, which @path should keep.
 *
 * Errors: those of bw_export_write_file().
 */
gboolean bw_export_ecg_csv (const char         *path,
                            const BwExportEcg  *ecg,
                            GCancellable       *cancellable,
                            GError            **error);

/* The same, not written. Returns: (transfer full): free with g_string_free() */
GString *bw_export_ecg_format_csv (const BwExportEcg *ecg);

/* “I” of “Lead I”, “Ableitung I” and the like; %NULL for what is none of the leads that are known. */
const char *bw_export_ecg_find_lead (const char *lead);

/**
 * bw_export_ecg_edf:
 * @path: replaced atomically
 *
 * EDF+C with one signal of 16 bits, and annotations for whoever looks at it elsewhere:
 * - “fasting” or “glucose”, and the classification as the watch wrote it, at the beginning;
 * - with an analysis “QRS” at each R peak, as they are drawn: corrected, and to the sample. The standard
 *   has no text for a beat; this is the one by which RHRV takes them;
 * - with an analysis “BAD_settling”, “BAD_flat”, “BAD_saturated” and “BAD_noise” over what is not to be
 *   trusted, which MNE then leaves out, and “wander” over what is but moves.
 * Imported again none of them comes back: anybody's annotation may say “fasting”, none says who labelled
 * and when, and beats are found anew. Labels travel with bw_export_labels_csv() and shares.
 *
 * The signal's physical range is that of the samples, so that a step is a 65535th of it (at least 1 nV)
 * and no sample is off by more than half a step: 0.03 µV for an ECG of 4 mV from peak to peak.
 *
 * A record has as many samples as, with a duration of eight characters, give the rate best: exactly
 * for 512 Hz, to better than 1 in 10⁶ for any other of an Apple Watch. Samples that do not fill the
 * last record are followed by the last one again, and an annotation “Recording ends”.
 *
 * The date of birth is in it where bw_export_parse_birth() understands it.
 *
 * EDF knows no time zone: the recording's own clock is written, and its offset beside the device in
 * the field for that. Text is ASCII but in annotations.
 *
 * Errors: those of bw_export_write_file(), %BW_ERROR_INVALID for a recording without samples.
 */
gboolean bw_export_ecg_edf (const char         *path,
                            const BwExportEcg  *ecg,
                            GCancellable       *cancellable,
                            GError            **error);

G_END_DECLS
