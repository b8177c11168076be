/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How an ECG of the library leaves it. */
typedef struct
{
  gboolean edf;          /* EDF+; else as Apple Health writes it */
  gboolean with_person;  /* with name and date of birth, where the library has them */
  gboolean with_peaks;   /* R peaks and flaws as annotations, of EDF+ alone */
} BwExportRecordingOptions;

/**
 * bw_export_recording:
 * @recording: an ECG of @library
 * @path: replaced atomically
 * @named: (out) (optional): whether a name or a date of birth stands in it
 *
 * An ECG by bw_export_ecg_csv() or bw_export_ecg_edf(), with what the library has to it.
 *
 * Errors: those of the store and of these.
 */
gboolean bw_export_recording (BwLibrary                       *library,
                              const BwRecording               *recording,
                              const BwExportRecordingOptions  *options,
                              const char                      *path,
                              gboolean                        *named,
                              GCancellable                    *cancellable,
                              GError                         **error);

G_END_DECLS
