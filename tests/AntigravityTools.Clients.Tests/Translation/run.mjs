// Runs the cases that CASES names, each with a model of its own, and prints what the caller got of each as JSON.
import { createRequire } from 'node:module';

export const load = createRequire(process.env.CLIENTS + '/');
export const baseUrl = process.env.BASE_URL.replace(/\/$/, '');
export const png = process.env.PNG;
export const result = 'sunny, 21 degrees';
export const question = 'Please call get_weather Seoul';
export const two = 'Please call get_weather Seoul and call get_time Paris';
export const place = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
export const forecast = {
  type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } }, required: ['city', 'days'], additionalProperties: false };

export async function run(cases) {
  const out = {};
  for (const name of process.env.CASES.split(',')) {
    try {
      out[name] = cases[name] ? await cases[name](process.env.MODEL + '-' + name) : { none: true };
    } catch (error) {
      out[name] = { error: String(error.message ?? error), status: typeof error.status === 'number' ? error.status : 0 };
    }
  }
  console.log(JSON.stringify(out));
}
