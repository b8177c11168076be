/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-today-page.h"

G_BEGIN_DECLS

#define BW_TYPE_FORECAST_PAGES (bw_forecast_pages_get_type ())
G_DECLARE_FINAL_TYPE (BwForecastPages, bw_forecast_pages, BW, FORECAST_PAGES, AdwBin)

/**
 * BwForecastPages:
 *
 * Today, and behind it the pages it leads to, each under a header with its title and a way back:
 * a button, Alt+Left and Esc (action forecast.back). Which one was seen last is not remembered.
 *
 * Property "narrow": one column; Today and the pages that have such a property follow it.
 */

/* Returns: (transfer none) */
BwTodayPage *bw_forecast_pages_get_today (BwForecastPages *self);

/**
 * bw_forecast_pages_add:
 * @name: of the page, for bw_forecast_pages_show()
 * @title: translated, above the page
 * @page: taken; where it has a property "narrow", that follows
 *
 * Adds a page behind Today.
 */
void bw_forecast_pages_add (BwForecastPages *self,
                            const char      *name,
                            const char      *title,
                            GtkWidget       *page);

/* Shows "today" or a page that was added; of another name, nothing. Going back to Today returns the
 * keyboard to where it was. */
void bw_forecast_pages_show (BwForecastPages *self,
                             const char      *name);

/* Returns: the name of the page that is shown */
const char *bw_forecast_pages_get_shown (BwForecastPages *self);

G_END_DECLS
