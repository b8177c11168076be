/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"
#include "store/bw-samples.h"

G_BEGIN_DECLS

/* A library in a folder of its own, in a zone of our choice. Free with bw_test_library_free(). */
typedef struct
{
  char *folder;
  BwLibrary *library;
  gint64 import_id;
  BwSampleWriter *writer;
} BwTestLibrary;

BwTestLibrary *bw_test_library_new (const char *zone);
void bw_test_library_free (BwTestLibrary *self);

/* Between begin and end, one transaction. */
void bw_test_library_begin (BwTestLibrary *self);
void bw_test_library_end (BwTestLibrary *self);

void bw_test_library_add (BwTestLibrary *self,
                          const char    *kind,
                          const char    *unit,
                          const char    *source,
                          gint64         start_ms,
                          gint64         end_ms,
                          double         value);
void bw_test_library_add_sleep (BwTestLibrary *self,
                                const char    *category,
                                const char    *source,
                                gint64         start_ms,
                                gint64         end_ms);
void bw_test_library_add_reading (BwTestLibrary *self,
                                  const char    *source,
                                  gint64         start_ms,
                                  double         rmssd_ms,
                                  gboolean       used);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTestLibrary, bw_test_library_free)

G_END_DECLS
