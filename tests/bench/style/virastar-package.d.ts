declare module "virastar" {
  const Virastar: new () => { cleanup(text: string): string };
  export default Virastar;
}
