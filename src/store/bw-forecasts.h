/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* A forecast as it was issued, for later comparison with what came. */
typedef struct
{
  gint64 id;         /* 0 before it is stored */
  gint64 issued_ms;  /* the moment it is for: nothing later went into it */
  gint64 made_ms;    /* when it was made, by the clock; 0: not known (before version 5) */
  char *model;       /* "lstm", "average" … */
  char *measure;     /* "rmssd", "rmssd-imported", "sdnn" */
  char *json;        /* of forecast/bw-forecast.h */
  gint64 model_id;   /* 0 where no learned model was used */
  int score_version; /* of the score's formulas; 0: not known (before version 5) */
} BwForecastRow;

BwForecastRow *bw_forecast_row_new (void);
void bw_forecast_row_free (BwForecastRow *row);

/* One a (issued_ms, model, measure): issued again from the same moment, it replaces what was. Sets
 * row->id, the newest of which is the newest, and made_ms to now where that is 0. */
gboolean bw_library_add_forecast (BwLibrary      *self,
                                  BwForecastRow  *row,
                                  GError        **error);

/* The newest issued at or before @at_ms. Returns: (transfer full) (nullable): JSON */
char *bw_library_get_forecast (BwLibrary  *self,
                               gint64      at_ms,
                               GError    **error);

/* Takes a forecast as it is read; it may neither write to the library nor read forecasts of it.
 * Returns: %FALSE with @error to read no more */
typedef gboolean (*BwForecastFunc) (const BwForecastRow  *row,
                                    gpointer              data,
                                    GError              **error);

/* Forecasts issued in [from_ms, to_ms), by moment of issue, those of the same moment in the order
 * they were made in; one after the other without all being held. */
gboolean bw_library_each_forecast (BwLibrary       *self,
                                   gint64           from_ms,
                                   gint64           to_ms,
                                   BwForecastFunc   func,
                                   gpointer         data,
                                   GError         **error);

/**
 * bw_library_list_forecasts:
 * @from_ms: the first moment of issue
 * @to_ms: the moment after the last
 * @measure: (nullable): only those of this one
 *
 * Returns: (transfer full) (element-type BwForecastRow): by moment of issue, those of the same
 *   moment in the order they were made in; %NULL with @error
 */
GPtrArray *bw_library_list_forecasts (BwLibrary   *self,
                                      gint64       from_ms,
                                      gint64       to_ms,
                                      const char  *measure,
                                      GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwForecastRow, bw_forecast_row_free)

G_END_DECLS
